"""Words of the workflow engine: what a process is made of and what can be wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import TextChoices

from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Subject

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
TINHSO = "https://tinhso.vn/bpmn"


class NodeKind(TextChoices):
    START = "start", "start"
    END = "end", "end"
    USER = "user", "user task"
    SERVICE = "service", "service task"
    GATEWAY = "gateway", "exclusive gateway"
    FOREIGN = "foreign", "not supported"  # only while checking; never stored


@dataclass(frozen=True, kw_only=True, slots=True)
class BpmnProblem:
    """One reason why a process cannot be run.

    `element` is the id of the element at fault, None when the whole file is;
    `code` is stable; `message` is the reason in the active language.
    """

    element: str | None
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return say(f"workflow.bpmn.{self.code}", self.params)


@dataclass(frozen=True, kw_only=True, slots=True)
class NodeModel:
    key: str  # the element's id in the file
    kind: NodeKind
    name: str = ""
    handler: str = ""  # service tasks
    default: str = ""  # gateways: id of the default flow
    role: str = ""  # from the lane


@dataclass(frozen=True, kw_only=True, slots=True)
class FlowModel:
    key: str
    source: str
    target: str
    condition: Any = None  # JsonLogic; None when there is none
    has_condition: bool = False


@dataclass(kw_only=True, slots=True)
class ProcessModel:
    """A process as read from a file, before it is known to be sound."""

    key: str = ""
    name: str = ""
    nodes: dict[str, NodeModel] = field(default_factory=dict)
    flows: dict[str, FlowModel] = field(default_factory=dict)

    def outgoing(self, key: str) -> list[FlowModel]:
        return [flow for flow in self.flows.values() if flow.source == key]

    def incoming(self, key: str) -> list[FlowModel]:
        return [flow for flow in self.flows.values() if flow.target == key]


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceCall:
    """What a service-task handler is given.

    `token_uid` names this one visit to the node: a handler that calls outside
    sends it as its idempotency key, since it may be called again after a crash.
    """

    instance: str  # instance uid
    token_uid: str
    subject: Subject
    node: str
    agency: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTask:
    """A task waiting for a person."""

    uid: str
    subject: Subject
    node: str
    name: str
    role: str
    agency: str
    opened_at: datetime
    due_at: datetime | None
    claimed_by: str  # account uid, empty when nobody holds it
    claimed_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One stay of a process at one node: its history, oldest first."""

    node: str
    name: str
    kind: str
    entered_at: datetime
    left_at: datetime | None
    outcome: str
    by: str  # name of the person who completed it; empty for the platform

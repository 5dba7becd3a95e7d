"""Loads processes that ran in the past, many at once, with the rows that the engine would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel.rules import holds
from tinhso.foundation.kernel.types import SYSTEM, Subject, Who

from .models import Definition, Flow, Instance, Node, Task, Token
from .selectors import get_definition
from .types import NodeKind

BATCH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class PastStep:
    """A user or service task that was done at `at`; gateways are walked by themselves."""

    node: str
    at: datetime
    who: Who = SYSTEM
    outcome: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PastProcess:
    """A process about `subject`; when the steps stop before an end, it stands open there."""

    subject: Subject
    agency: str
    started_at: datetime
    steps: Sequence[PastStep]
    variables: Mapping[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None  # of the open task, if there is one


def load_past_processes(code: str, past: Sequence[PastProcess]) -> int:
    """Write the rows of past processes on the newest version; return how many processes.

    No events are emitted: nobody is told anew of what happened long ago. Raises
    ValueError when steps do not follow the drawing.
    """
    drawing = _Drawing(get_definition(code))
    loads = [_Load(drawing, one) for one in past]
    for load in loads:
        load.walk()
    Instance.objects.bulk_create([load.instance for load in loads], batch_size=BATCH)
    Token.objects.bulk_create([t for load in loads for t in load.tokens], batch_size=BATCH)
    Task.objects.bulk_create([t for load in loads for t in load.tasks], batch_size=BATCH)
    return len(loads)


class _Drawing:
    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.nodes: dict[int, Node] = {node.pk: node for node in definition.nodes.all()}
        self.start = next(node for node in self.nodes.values() if node.kind == NodeKind.START)
        self._flows: dict[int, list[Flow]] = {pk: [] for pk in self.nodes}
        for flow in definition.flows.all():
            self._flows[flow.source_id].append(flow)

    def choose(self, node: Node, variables: Mapping[str, Any]) -> Node:
        flows = self._flows[node.pk]
        for flow in flows:
            if flow.condition is not None and holds(flow.condition, variables):
                return self.nodes[flow.target_id]
        chosen = next((flow for flow in flows if flow.is_default), flows[0])
        return self.nodes[chosen.target_id]


class _Load:
    """One process, walked in memory."""

    def __init__(self, drawing: _Drawing, past: PastProcess) -> None:
        self.drawing = drawing
        self.past = past
        self.tokens: list[Token] = []
        self.tasks: list[Task] = []
        self.variables: dict[str, Any] = dict(past.variables)
        self.instance = Instance(
            definition=drawing.definition,
            code=drawing.definition.code,
            subject_kind=past.subject.kind,
            subject_uid=past.subject.uid,
            agency=past.agency,
            created_at=past.started_at,
        )

    def walk(self) -> None:
        node, moment = self.drawing.start, self.past.started_at
        steps = list(self.past.steps)
        while node.kind != NodeKind.END:
            waits = node.kind in (NodeKind.USER, NodeKind.SERVICE)
            if waits and not steps:
                self._stay(node, moment, None)
                break
            step = steps.pop(0) if waits else None
            if step is not None and step.node != node.key:
                raise ValueError(f"{self.past.subject}: at {node.key}, not at {step.node}")
            left_at = step.at if step else moment
            self._stay(node, moment, left_at, step)
            node, moment = self.drawing.choose(node, self.variables), left_at
        else:
            self._stay(node, moment, moment)
            self.instance.state = Instance.State.ENDED
            self.instance.end, self.instance.ended_at = node.key, moment
        if steps:
            raise ValueError(f"{self.past.subject}: {steps[0].node} after the end")
        self.instance.variables = self.variables

    def _stay(
        self,
        node: Node,
        entered_at: datetime,
        left_at: datetime | None,
        step: PastStep | None = None,
    ) -> None:
        token = Token(
            instance=self.instance,
            node=node,
            entered_at=entered_at,
            left_at=left_at,
            created_at=entered_at,
        )
        self.tokens.append(token)
        if step is not None:
            self.variables.update(step.variables)
        if node.kind != NodeKind.USER:
            return
        task = Task(
            token=token,
            instance=self.instance,
            subject_kind=self.past.subject.kind,
            subject_uid=self.past.subject.uid,
            node=node.key,
            name=node.name,
            role=node.role,
            agency=self.past.agency,
            opened_at=entered_at,
            created_at=entered_at,
            due_at=self.past.due_at if step is None else None,
        )
        if step is not None:
            task.state, task.completed_at = Task.State.COMPLETED, step.at
            task.completed_by, task.completed_name = step.who.account, step.who.name
            task.outcome = step.outcome
            outcomes = {**self.variables.get("outcomes", {}), node.key: step.outcome}
            self.variables.update(outcome=step.outcome, outcomes=outcomes)
        self.tasks.append(task)

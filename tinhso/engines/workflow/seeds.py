"""Past processes, written as the engine would have left them. Called by systems' own seeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel.types import Subject

from .models import Instance, Node, Task, Token
from .selectors import get_definition
from .types import NodeKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PastVisit:
    """One stay at a node; `left_at` None where the process stands now."""

    node: str
    entered_at: datetime
    left_at: datetime | None
    by_account: str = ""
    by_name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PastProcess:
    subject: Subject
    agency: str
    started_at: datetime
    variables: dict[str, Any]
    visits: Sequence[PastVisit]
    ended_at: datetime | None = None


def load_past_processes(code: str, past: Sequence[PastProcess]) -> None:
    """Write instances, tokens and tasks in bulk; tells nobody, opens nothing."""
    definition = get_definition(code)
    nodes = {node.key: node for node in Node.objects.filter(definition=definition)}
    instances = Instance.objects.bulk_create(
        [
            Instance(
                definition=definition,
                code=code,
                subject_kind=one.subject.kind,
                subject_uid=one.subject.uid,
                agency=one.agency,
                variables=one.variables,
                state=Instance.State.ENDED if one.ended_at else Instance.State.RUNNING,
                end=one.visits[-1].node if one.ended_at else "",
                ended_at=one.ended_at,
                created_at=one.started_at,
            )
            for one in past
        ],
        batch_size=500,
    )
    pairs = [
        (visit, Token(
            instance=instance,
            node=nodes[visit.node],
            entered_at=visit.entered_at,
            left_at=visit.left_at,
            created_at=visit.entered_at,
        ))
        for instance, one in zip(instances, past, strict=True)
        for visit in one.visits
    ]
    Token.objects.bulk_create([token for _visit, token in pairs], batch_size=500)
    Task.objects.bulk_create(
        [_task(visit, token) for visit, token in pairs if token.node.kind == NodeKind.USER],
        batch_size=500,
    )


def _task(visit: PastVisit, token: Token) -> Task:
    return Task(
        token=token,
        instance=token.instance,
        subject_kind=token.instance.subject_kind,
        subject_uid=token.instance.subject_uid,
        node=visit.node,
        name=token.node.name,
        role=token.node.role,
        agency=token.instance.agency,
        state=Task.State.COMPLETED if visit.left_at else Task.State.OPEN,
        opened_at=visit.entered_at,
        completed_at=visit.left_at,
        completed_by=visit.by_account,
        completed_name=visit.by_name,
        created_at=visit.entered_at,
    )

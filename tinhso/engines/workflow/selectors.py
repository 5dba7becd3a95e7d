"""Where processes stand: open tasks, worklists, history. Rights are the caller's to check."""

from collections.abc import Sequence

from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.types import Subject

from .models import Definition, Instance, Task, Token
from .types import OpenTask, Visit


def get_definition(code: str, version: int | None = None) -> Definition:
    """Return a version of a process, the newest unless `version` is given."""
    rows = Definition.objects.filter(code=code)
    if version is not None:
        rows = rows.filter(version=version)
    found = rows.order_by("-version").first()
    if found is None:
        raise NotFound("workflow.no_such_process", process=code)
    return found


def find_instance(subject: Subject) -> Instance | None:
    """Return the subject's process: the running one, else the newest."""
    rows = Instance.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
    return rows.filter(state=Instance.State.RUNNING).first() or rows.order_by("-id").first()


def open_tasks(subject: Subject) -> list[OpenTask]:
    """Return the tasks that wait for a person about `subject`."""
    rows = Task.objects.filter(
        subject_kind=subject.kind, subject_uid=subject.uid, state=Task.State.OPEN
    )
    return [_open_task(row) for row in rows]


def list_tasks(roles: Sequence[str], agency: str) -> list[OpenTask]:
    """Return what waits for people of `roles` at `agency`, the nearest deadline first."""
    rows = Task.objects.filter(role__in=roles, agency=agency, state=Task.State.OPEN)
    tasks = [_open_task(row) for row in rows]
    return sorted(tasks, key=lambda t: (t.due_at is None, t.due_at or t.opened_at, t.opened_at))


def count_tasks(roles: Sequence[str], agency: str) -> int:
    return Task.objects.filter(role__in=roles, agency=agency, state=Task.State.OPEN).count()


def list_history(subject: Subject) -> list[Visit]:
    """Return every stay of the subject's processes at a node, oldest first."""
    rows = (
        Token.objects.filter(instance__subject_kind=subject.kind, instance__subject_uid=subject.uid)
        .select_related("node", "task")
        .order_by("id")
    )
    return [_visit(row) for row in rows]


def _visit(token: Token) -> Visit:
    task: Task | None = getattr(token, "task", None)
    return Visit(
        node=token.node.key,
        name=token.node.name,
        kind=token.node.kind,
        entered_at=token.entered_at,
        left_at=token.left_at,
        outcome=task.outcome if task else "",
        by=task.completed_name if task else "",
    )


def _open_task(row: Task) -> OpenTask:
    return OpenTask(
        uid=str(row.uid),
        subject=row.subject,
        node=row.node,
        name=row.name,
        role=row.role,
        agency=row.agency,
        opened_at=row.opened_at,
        due_at=row.due_at,
        claimed_by=row.claimed_by,
        claimed_name=row.claimed_name,
    )

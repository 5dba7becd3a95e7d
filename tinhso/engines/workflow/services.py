"""What the rooms above do with processes: deploy, start, claim, complete, stop.

Rights are the caller's: `cases` asks whether this actor may act on this case
before it completes the task.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Invalid
from tinhso.foundation.kernel.types import Problem, Subject, Who
from tinhso.foundation.outbox.events import emit

from . import engine
from .checks import compile_bpmn
from .events import TaskCompleted
from .models import Definition, Flow, Instance, Node, Task, Token
from .registry import service_tasks
from .selectors import get_definition
from .types import BpmnProblem, ProcessModel


@transaction.atomic
def deploy_process(code: str, bpmn_xml: bytes, *, legal_basis: str = "") -> Definition:
    """Publish a process; the same bytes as the newest version change nothing.

    Raises Invalid with one problem per fault (`field` is the element's id). Cases
    that are going on keep the version they started with.
    """
    model, problems = compile_bpmn(bpmn_xml, handlers=service_tasks)
    if model is None or problems:
        raise Invalid([_as_problem(problem) for problem in problems], "workflow.not_deployable")
    sha256 = hashlib.sha256(bpmn_xml).hexdigest()
    newest = Definition.objects.select_for_update().filter(code=code).order_by("-version").first()
    if newest is not None and newest.sha256 == sha256:
        return newest
    definition = Definition.objects.create(
        code=code,
        version=newest.version + 1 if newest else 1,
        name=model.name,
        legal_basis=legal_basis,
        bpmn=bpmn_xml,
        sha256=sha256,
    )
    _store(definition, model)
    return definition


@transaction.atomic
def start_process(
    code: str, *, subject: Subject, variables: Mapping[str, Any], agency: str = ""
) -> Instance:
    """Start the newest version of process `code` about `subject`.

    `agency` (or `variables["agency"]`) is the agency whose people get the tasks.
    Raises Conflict when a process about this subject is already going on.
    """
    definition = get_definition(code)
    running = Instance.objects.filter(
        subject_kind=subject.kind, subject_uid=subject.uid, state=Instance.State.RUNNING
    )
    if running.exists():
        raise Conflict("workflow.already_started")
    instance = Instance.objects.create(
        definition=definition,
        code=code,
        subject_kind=subject.kind,
        subject_uid=subject.uid,
        agency=agency or str(variables.get("agency", "")),
        variables=dict(variables),
    )
    engine.begin(instance)
    return instance


@transaction.atomic
def complete_task(
    who: Who,
    *,
    subject: Subject,
    node: str,
    outcome: str = "",
    variables: Mapping[str, Any] | None = None,
    key: str = "",
) -> None:
    """Complete the open task at `node` and move the process on.

    Conditions see `variables`, `outcome` and, under `outcomes`, the outcome of
    each node. With a `key`, asking again changes nothing; otherwise a task that
    is not open is a Conflict, as is one that somebody else holds.
    """
    instance = _lock_running(subject, key, node)
    if instance is None:
        return
    task = _open_task(instance, node)
    if task.claimed_by and task.claimed_by != who.account:
        raise Conflict("workflow.held_by_another", name=task.claimed_name)
    task.state = Task.State.COMPLETED
    task.completed_at = clock.now()
    task.completed_by, task.completed_name = who.account, who.name
    task.outcome, task.completion_key = outcome, key
    task.save()
    outcomes = {**instance.variables.get("outcomes", {}), node: outcome}
    engine.keep(instance, {**(variables or {}), "outcome": outcome, "outcomes": outcomes})
    emit(
        TaskCompleted(
            subject_kind=task.subject_kind,
            subject_uid=task.subject_uid,
            node=node,
            role=task.role,
            agency=task.agency,
            task=str(task.uid),
            instance=str(instance.uid),
            outcome=outcome,
            account=who.account,
        )
    )
    engine.move_on(instance, task.token)


@transaction.atomic
def claim_task(who: Who, *, subject: Subject, node: str) -> None:
    """Take the task for oneself; Conflict when somebody else holds it."""
    task = _locked_task(subject, node)
    if task.claimed_by == who.account:
        return
    if task.claimed_by:
        raise Conflict("workflow.held_by_another", name=task.claimed_name)
    task.claimed_by, task.claimed_name, task.claimed_at = who.account, who.name, clock.now()
    task.save()


@transaction.atomic
def unclaim_task(who: Who, *, subject: Subject, node: str, by_force: bool = False) -> None:
    """Give the task back; `by_force` is for whoever may take it from another."""
    task = _locked_task(subject, node)
    if task.claimed_by and task.claimed_by != who.account and not by_force:
        raise Conflict("workflow.held_by_another", name=task.claimed_name)
    task.claimed_by, task.claimed_name, task.claimed_at = "", "", None
    task.save()


@transaction.atomic
def set_task_due(*, subject: Subject, node: str, due_at: datetime | None) -> None:
    """Say when the open task must be done; the caller counts the working time."""
    task = _locked_task(subject, node)
    task.due_at = due_at
    task.save(update_fields=["due_at"])


@transaction.atomic
def move_process(*, subject: Subject, agency: str) -> None:
    """Hand the running process and its open task to another agency."""
    instance = _running(subject)
    if instance is None:
        raise Conflict("workflow.not_running")
    instance.agency = agency
    instance.save(update_fields=["agency"])
    instance.tasks.filter(state=Task.State.OPEN).update(
        agency=agency, claimed_by="", claimed_name="", claimed_at=None
    )


@transaction.atomic
def stop_process(*, subject: Subject) -> None:
    """Call the process off (withdrawn, refused): its open task is cancelled."""
    instance = _running(subject)
    if instance is None:
        raise Conflict("workflow.not_running")
    instance.tasks.filter(state=Task.State.OPEN).update(state=Task.State.CANCELLED)
    instance.tokens.filter(left_at=None).update(left_at=clock.now())
    engine.end(instance, Instance.State.STOPPED, "stopped")


def _as_problem(problem: BpmnProblem) -> Problem:
    return Problem(
        field=problem.element or "",
        code=f"workflow.bpmn.{problem.code}",
        params=dict(problem.params),
    )


def _store(definition: Definition, model: ProcessModel) -> None:
    nodes = {
        key: Node.objects.create(
            definition=definition,
            key=key,
            kind=node.kind,
            name=node.name,
            role=node.role,
            handler=node.handler,
        )
        for key, node in model.nodes.items()
    }
    defaults = {node.default for node in model.nodes.values()}
    for position, (key, flow) in enumerate(model.flows.items()):
        Flow.objects.create(
            definition=definition,
            key=key,
            source=nodes[flow.source],
            target=nodes[flow.target],
            condition=flow.condition,
            is_default=key in defaults,
            position=position,
        )


def _running(subject: Subject) -> Instance | None:
    return (
        Instance.objects.select_for_update(of=("self",))
        .select_related("definition")
        .filter(subject_kind=subject.kind, subject_uid=subject.uid, state=Instance.State.RUNNING)
        .first()
    )


def _lock_running(subject: Subject, key: str, node: str) -> Instance | None:
    """Lock the running process; None when this completion was already made under `key`."""
    instance = _running(subject)
    if key:
        done = Task.objects.filter(
            subject_kind=subject.kind, subject_uid=subject.uid, node=node, completion_key=key
        )
        if done.exists():
            return None
    if instance is None:
        raise Conflict("workflow.not_running")
    return instance


def _open_task(instance: Instance, node: str) -> Task:
    task = (
        instance.tasks.filter(node=node, state=Task.State.OPEN)
        .select_related("token__node")
        .first()
    )
    if task is None:
        raise Conflict("workflow.task_not_open", node=node)
    return task


def _locked_task(subject: Subject, node: str) -> Task:
    instance = _running(subject)
    if instance is None:
        raise Conflict("workflow.not_running")
    return _open_task(instance, node)


def run_service_task(token_uid: str) -> None:
    """Do the work of the service task where this token stands; nothing when it has left already.

    Called by the worker. An inside handler's writes, its variables and the step
    commit together or not at all. An outside handler runs before the step, without
    a transaction; asked again after a crash, it is given the same `token_uid`.
    """
    token = (
        Token.objects.filter(uid=token_uid, left_at=None)
        .select_related("node", "instance__definition")
        .first()
    )
    if token is None:
        return
    task = service_tasks[token.node.handler]
    if not task.outside:
        with transaction.atomic():
            if standing := _lock_at(token_uid):
                returned = task.handler(engine.call_for(standing.instance, standing))
                _leave_service(standing, returned)
        return
    returned = task.handler(engine.call_for(token.instance, token))
    with transaction.atomic():
        if standing := _lock_at(token_uid):
            _leave_service(standing, returned)


def _lock_at(token_uid: str) -> Token | None:
    """Lock the instance of this token; return the token if the process still stands there."""
    instance = (
        Instance.objects.select_for_update(of=("self",))
        .filter(tokens__uid=token_uid, state=Instance.State.RUNNING)
        .first()
    )
    if instance is None:
        return None
    return (
        Token.objects.filter(uid=token_uid, left_at=None)
        .select_related("node", "instance__definition")
        .first()
    )


def _leave_service(token: Token, returned: Mapping[str, Any] | None) -> None:
    engine.keep(token.instance, returned or {})
    engine.move_on(token.instance, token)

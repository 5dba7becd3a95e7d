"""Moves the one token of a process from node to node. Called with the instance locked."""

from collections.abc import Mapping
from typing import Any

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.rules import holds
from tinhso.foundation.outbox.events import emit

from .events import (
    OutsideTaskReached,
    ProcessEnded,
    ProcessStopped,
    ServiceTaskReached,
    TaskOpened,
)
from .models import Flow, Instance, Node, Task, Token
from .registry import service_tasks
from .types import NodeKind, ServiceCall

# A case that comes to one node this often goes round in a circle; a person must look.
MAX_VISITS = 100


def begin(instance: Instance) -> None:
    """Put the token on the start event and move it to the first thing that waits."""
    start = instance.definition.nodes.get(kind=NodeKind.START)
    move_on(instance, _enter(instance, start))


def move_on(instance: Instance, token: Token) -> None:
    """Leave `token`'s node and go on until a person, a service or the end is reached."""
    while True:
        token.left_at = max(clock.now(), token.entered_at)
        token.save(update_fields=["left_at"])
        node = _choose(instance, token.node)
        if instance.tokens.filter(node=node).count() >= MAX_VISITS:
            end(instance, Instance.State.STOPPED, "looping")
            return
        token = _enter(instance, node)
        if _arrive(instance, token):
            return


def end(instance: Instance, state: Instance.State, how: str) -> None:
    """Close the instance and say so: `how` is the end event's id, or why it stopped."""
    instance.state = state
    instance.end = how
    instance.ended_at = clock.now()
    instance.save()
    told = {
        "subject_kind": instance.subject_kind,
        "subject_uid": instance.subject_uid,
        "instance": str(instance.uid),
        "process": instance.code,
    }
    if state == Instance.State.ENDED:
        emit(ProcessEnded(**told, end=how))
    else:
        emit(ProcessStopped(**told, reason=how))


def keep(instance: Instance, variables: Mapping[str, Any]) -> None:
    """Add `variables` to those of the instance."""
    if variables:
        instance.variables = {**instance.variables, **variables}
        instance.save(update_fields=["variables"])


def call_for(instance: Instance, token: Token) -> ServiceCall:
    """Return what the handler of `token`'s service task is told."""
    return ServiceCall(
        instance=str(instance.uid),
        token_uid=str(token.uid),
        subject=instance.subject,
        node=token.node.key,
        agency=instance.agency,
        variables=dict(instance.variables),
    )


def _enter(instance: Instance, node: Node) -> Token:
    return Token.objects.create(instance=instance, node=node, entered_at=clock.now())


def _arrive(instance: Instance, token: Token) -> bool:
    """Do what the node asks on arrival; say whether the process waits (or has ended) there."""
    node = token.node
    if node.kind == NodeKind.USER:
        _open_task(instance, token)
        return True
    if node.kind == NodeKind.SERVICE:
        _call_service(token)
        return True
    if node.kind == NodeKind.END:
        token.left_at = token.entered_at
        token.save(update_fields=["left_at"])
        end(instance, Instance.State.ENDED, node.key)
        return True
    return False


def _call_service(token: Token) -> None:
    task = service_tasks.find(token.node.handler)
    if task is not None and task.outside:
        emit(OutsideTaskReached(token=str(token.uid)))
    else:
        emit(ServiceTaskReached(token=str(token.uid)))


def _open_task(instance: Instance, token: Token) -> None:
    task = Task.objects.create(
        token=token,
        instance=instance,
        subject_kind=instance.subject_kind,
        subject_uid=instance.subject_uid,
        node=token.node.key,
        name=token.node.name,
        role=token.node.role,
        agency=instance.agency,
        opened_at=token.entered_at,
    )
    emit(
        TaskOpened(
            subject_kind=task.subject_kind,
            subject_uid=task.subject_uid,
            node=task.node,
            role=task.role,
            agency=task.agency,
            task=str(task.uid),
            instance=str(instance.uid),
        )
    )


def _choose(instance: Instance, node: Node) -> Node:
    """Return where to go from `node`: the first flow whose condition holds, else the default.

    A condition that cannot be worked out does not hold.
    """
    flows = list(Flow.objects.filter(source=node).select_related("target"))
    if len(flows) == 1 and flows[0].condition is None:
        return flows[0].target
    for flow in flows:
        if not flow.is_default and holds(flow.condition, instance.variables):
            return flow.target
    return next(flow.target for flow in flows if flow.is_default)

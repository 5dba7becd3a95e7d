"""What the workflow engine tells the rooms above it."""

from dataclasses import dataclass

from tinhso.foundation.outbox.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class TaskOpened(DomainEvent):
    """A task waits for a person of `role` at `agency`."""

    subject_kind: str
    subject_uid: str
    node: str
    role: str
    agency: str
    task: str  # task uid
    instance: str


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(DomainEvent):
    """A person completed a task."""

    subject_kind: str
    subject_uid: str
    node: str
    role: str
    agency: str
    task: str
    instance: str
    outcome: str
    account: str  # uid of the account that did it


@dataclass(frozen=True, kw_only=True)
class ServiceTaskReached(DomainEvent):
    """A process stands at a service task; this engine's own handler runs it in the worker."""

    token: str  # token uid, one per visit


@dataclass(frozen=True, kw_only=True)
class OutsideTaskReached(DomainEvent):
    """The same for a service task that speaks to another system."""

    token: str


@dataclass(frozen=True, kw_only=True)
class ProcessEnded(DomainEvent):
    """A process reached an end event."""

    subject_kind: str
    subject_uid: str
    instance: str
    process: str  # process code
    end: str  # id of the end event


@dataclass(frozen=True, kw_only=True)
class ProcessStopped(DomainEvent):
    """A process will go no further: called off by a person, or caught in a loop."""

    subject_kind: str
    subject_uid: str
    instance: str
    process: str
    reason: str  # "stopped" or "looping"

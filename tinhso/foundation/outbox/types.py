"""What the outbox hands out: listeners, tasks and what lies dead. No models here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Payload = dict[str, Any]


class NotYet(Exception):  # noqa: N818  a postponement is not an error
    """Raised by a handler that must wait: it is called again later, and no failure is counted."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(f"not yet; again in {seconds:g} s")
        self.seconds = seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Code the worker can call, by its name in the tables.

    An inside task runs in the transaction that marks it done: its writes happen exactly
    once. An outside task (one that speaks to another system) runs without a transaction
    under a lease of `lease_seconds`: at least once, so it carries an idempotency key.
    """

    name: str
    call: Callable[[Payload], None]
    outside: bool = False
    lease_seconds: int = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One line of the map: who hears what."""

    event: str
    handler: str
    outside: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetter:
    """Work that the worker gave up after too many failures."""

    kind: str  # "delivery" or "job"
    id: int
    name: str  # the handler or the job
    event: str  # the event's name; empty for a job
    attempts: int
    last_error: str  # personal numbers masked
    dead_at: datetime
    request_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """How much work lies in the outbox, for health pages."""

    due: int
    waiting: int
    dead: int
    oldest_due_at: datetime | None

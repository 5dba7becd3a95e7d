"""Events: what an app tells the apps above it.

An app lists its events in its `events.py` as frozen dataclasses that extend
`DomainEvent`, and emits them from its services. Apps above listen in `handlers.py`.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import TypeVar

from django.db import connection

from tinhso.foundation.kernel import clock, logs
from tinhso.foundation.kernel.registry import Registry

from .models import Delivery, Event
from .types import Payload, Route, Task


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Something that happened. Name it in the past tense; ids and small JSON-able facts only.

    Add fields with defaults, never rename one: yesterday's rows must still be readable.
    """


E = TypeVar("E", bound=DomainEvent)

tasks: Registry[Task] = Registry("event handler")
_routes: dict[str, list[str]] = {}  # event name → handler names


def on(
    event_type: type[E], *, outside: bool = False, lease_seconds: int = 120
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Let the decorated function hear every `event_type`, called by the worker.

    By default the handler runs inside the transaction that marks the delivery done, so its
    writes happen exactly once. Say `outside=True` when it calls another system: it then runs
    without a transaction (the database is not held while a peer is slow), at least once, and
    no other worker takes it for `lease_seconds`.
    """

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        def call(payload: Payload) -> None:
            known = {field.name for field in fields(event_type)}
            handler(event_type(**{k: v for k, v in payload.items() if k in known}))

        name = f"{_app_of(handler.__module__)}.{handler.__name__}"
        if name in tasks:
            raise ValueError(f"Two handlers are called {name}")
        tasks.register(
            name, Task(name=name, call=call, outside=outside, lease_seconds=lease_seconds)
        )
        _routes.setdefault(name_of(event_type), []).append(name)
        return handler

    return register


def emit(event: DomainEvent) -> None:
    """Tell the apps above, in the transaction of the change: both are committed or neither.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("emit() belongs inside the transaction that makes the change")
    row = Event.objects.create(
        name=name_of(type(event)), payload=asdict(event), request_id=logs.request_id.get()[:64]
    )
    Delivery.objects.bulk_create(
        Delivery(event=row, handler=handler, retry_at=clock.machine_now())
        for handler in _routes.get(row.name, ())
    )


def name_of(event_type: type[DomainEvent]) -> str:
    """Return the name kept in the table: "cases.CaseAccepted"."""
    return f"{_app_of(event_type.__module__)}.{event_type.__name__}"


def routes() -> list[Route]:
    return [
        Route(event=event, handler=handler, outside=tasks[handler].outside)
        for event in sorted(_routes)
        for handler in sorted(_routes[event])
    ]


def last_route(event_type: type[DomainEvent]) -> str:
    return _routes[name_of(event_type)][-1]


def forget_route(event: str, handler: str) -> None:
    """Take a listener away again. For tests."""
    _routes[event].remove(handler)
    tasks.unregister(handler)


def _app_of(module: str) -> str:
    parts = module.split(".")
    return parts[2] if parts[0] == "tinhso" and len(parts) > 3 else parts[0]

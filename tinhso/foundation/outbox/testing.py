"""Listening for the length of a test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar

from . import events, jobs
from .types import Payload, Task

E = TypeVar("E", bound=events.DomainEvent)
_numbers = count(1)


@contextmanager
def listening(
    event_type: type[E], handler: Callable[[E], None], *, outside: bool = False
) -> Iterator[str]:
    """Let `handler` hear `event_type` inside the block; yield the handler's name in the tables."""

    def heard(event: E) -> None:
        handler(event)

    heard.__name__ = f"heard_in_test_{next(_numbers)}"
    events.on(event_type, outside=outside)(heard)
    name, event_name = events.last_route(event_type), events.name_of(event_type)
    try:
        yield name
    finally:
        events.forget_route(event_name, name)


@contextmanager
def doing(
    name: str, handler: Callable[[Payload], None], *, outside: bool = False
) -> Iterator[None]:
    """Let `handler` do jobs called `name` inside the block."""
    jobs.tasks.register(name, Task(name=name, call=handler, outside=outside))
    try:
        yield
    finally:
        jobs.tasks.unregister(name)

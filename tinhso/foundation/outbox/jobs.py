"""Work at a time: once (`schedule`) or again and again (`every`).

Times of `schedule` are the platform's (`kernel.clock`): a demo that moves the clock to
Friday sees Friday's jobs run. Keys make scheduling idempotent: asking twice is one job.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel import clock, logs
from tinhso.foundation.kernel.registry import Registry

from .models import Job
from .types import Payload, Task

tasks: Registry[Task] = Registry("job")
periods: Registry[int] = Registry("periodic job")  # name → seconds


def job(
    name: str, *, outside: bool = False, lease_seconds: int = 120
) -> Callable[[Callable[[Payload], None]], Callable[[Payload], None]]:
    """Let the worker call the decorated function, with the payload, for jobs called `name`.

    `outside` and `lease_seconds` are those of `events.on`.
    """

    def register(handler: Callable[[Payload], None]) -> Callable[[Payload], None]:
        tasks.register(
            name, Task(name=name, call=handler, outside=outside, lease_seconds=lease_seconds)
        )
        return handler

    return register


def every(
    name: str, *, seconds: int, outside: bool = False, lease_seconds: int = 120
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Let the worker call the decorated function every `seconds`: one worker, not all of them."""

    def register(handler: Callable[[], None]) -> Callable[[], None]:
        tasks.register(
            name,
            Task(
                name=name,
                call=lambda _: handler(),
                outside=outside,
                lease_seconds=lease_seconds,
            ),
        )
        periods.register(name, seconds)
        return handler

    return register


def schedule(
    name: str, at: datetime, *, key: str, payload: Mapping[str, Any] | None = None
) -> None:
    """Have job `name` done at `at`, once for this `key`, however often it is asked for.

    Raises KeyError for a name that no job has. See `reschedule` to move a job.
    """
    _ = tasks[name]
    Job.objects.get_or_create(
        name=name,
        key=key,
        defaults={
            "due_at": at,
            "payload": dict(payload or {}),
            "request_id": logs.request_id.get()[:64],
        },
    )


def reschedule(
    name: str, at: datetime, *, key: str, payload: Mapping[str, Any] | None = None
) -> None:
    """Move the job of this key to `at`, or schedule it anew, even when it was done before."""
    _ = tasks[name]
    fresh: dict[str, Any] = {
        "due_at": at,
        "retry_at": None,
        "done_at": None,
        "dead_at": None,
        "attempts": 0,
    }
    if payload is not None:
        fresh["payload"] = dict(payload)
    Job.objects.update_or_create(
        name=name,
        key=key,
        defaults=fresh,
        create_defaults={
            "due_at": at,
            "payload": dict(payload or {}),
            "request_id": logs.request_id.get()[:64],
        },
    )


def cancel(name: str, *, key: str) -> bool:
    """Take back a job that was not done yet; say whether there was one."""
    count, _ = Job.objects.filter(name=name, key=key, done_at__isnull=True).delete()
    return count > 0


def ensure_periodic() -> None:
    """Make the rows of periodic jobs, and take away those that no code claims any longer."""
    Job.objects.filter(every_seconds__isnull=False).exclude(name__in=list(periods)).delete()
    for name in periods:
        row, fresh = Job.objects.get_or_create(
            name=name,
            key="every",
            defaults={"every_seconds": periods[name], "retry_at": clock.machine_now()},
        )
        if not fresh and row.every_seconds != periods[name]:
            Job.objects.filter(pk=row.pk).update(every_seconds=periods[name])

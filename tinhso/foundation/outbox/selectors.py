"""What lies in the outbox: for the console, health pages and `make map`."""

from django.db.models import QuerySet

from tinhso.foundation.kernel import clock

from . import events
from .models import Delivery, Job, Work
from .types import Backlog, DeadLetter, Route


def list_routes() -> list[Route]:
    """List who hears what: the map of events."""
    return events.routes()


def list_dead_deliveries(limit: int = 200) -> list[DeadLetter]:
    """List the work that was given up, deliveries and jobs, latest first."""
    dead = [
        DeadLetter(
            kind="delivery",
            id=row.pk,
            name=row.handler,
            event=row.event.name,
            attempts=row.attempts,
            last_error=row.last_error,
            dead_at=row.dead_at,
            request_id=row.event.request_id,
        )
        for row in Delivery.objects.filter(dead_at__isnull=False)
        .select_related("event")
        .order_by("-dead_at")[:limit]
        if row.dead_at
    ] + [
        DeadLetter(
            kind="job",
            id=row.pk,
            name=row.name,
            event="",
            attempts=row.attempts,
            last_error=row.last_error,
            dead_at=row.dead_at,
            request_id=row.request_id,
        )
        for row in Job.objects.filter(dead_at__isnull=False).order_by("-dead_at")[:limit]
        if row.dead_at
    ]
    return sorted(dead, key=lambda letter: letter.dead_at, reverse=True)[:limit]


def get_backlog() -> Backlog:
    """Count what is due now, what waits for its time, and what lies dead."""
    now = clock.now()
    tables: tuple[QuerySet[Delivery] | QuerySet[Job], ...]
    tables = (Delivery.objects.all(), Job.objects.all())
    due = [table.filter(Work.OPEN, due_at__lte=now) for table in tables]
    oldest = [row.due_at for rows in due for row in rows.order_by("due_at")[:1]]
    return Backlog(
        due=sum(rows.count() for rows in due),
        waiting=sum(table.filter(Work.OPEN, due_at__gt=now).count() for table in tables),
        dead=sum(table.filter(dead_at__isnull=False).count() for table in tables),
        oldest_due_at=min(oldest, default=None),
    )

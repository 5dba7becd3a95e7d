"""What an operator may do with the outbox: give dead work a new life, and sweep."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, NotFound

from .models import Delivery, Event, Job, Work

KEEP_EVENTS = timedelta(days=30)
KEEP_JOBS = timedelta(days=400)  # their keys are the memory of what was done already


@transaction.atomic
def retry_delivery(delivery_id: int) -> None:
    """Let the worker try a dead delivery again, at once and from its first attempt.

    Raises NotFound, or Conflict when it is not dead.
    """
    _revive(Delivery, delivery_id)


@transaction.atomic
def retry_job(job_id: int) -> None:
    """As `retry_delivery`, for a job."""
    _revive(Job, job_id)


@transaction.atomic
def forget_old_events() -> None:
    """Drop events heard by all their handlers long ago, and jobs done longer ago."""
    now = clock.machine_now()
    open_deliveries = Delivery.objects.filter(event=OuterRef("pk"), done_at__isnull=True)
    Event.objects.filter(~Exists(open_deliveries), created_at__lt=now - KEEP_EVENTS).delete()
    Job.objects.filter(every_seconds__isnull=True, done_at__lt=now - KEEP_JOBS).delete()


def _revive(table: type[Work], pk: int) -> None:
    row = table._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound("outbox.not_found")
    if row.dead_at is None:
        raise Conflict("outbox.not_dead")
    row.revive()
    row.save()

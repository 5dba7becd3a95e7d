"""Keeping the journal of calls at a bearable length."""

from datetime import timedelta

from tinhso.foundation.kernel import clock

from .models import Call

KEEP_CALLS = timedelta(days=400)


def forget_old_calls() -> None:
    """Delete old calls. A room above schedules it: the outbox is this room's neighbour."""
    Call.objects.filter(created_at__lt=clock.machine_now() - KEEP_CALLS).delete()

"""Sweeping: counts of old tries, codes nobody can use again, sessions that ended."""

from datetime import timedelta

from django.core.management import call_command

from tinhso.foundation.kernel import clock
from tinhso.foundation.outbox.jobs import every

from . import lockout
from .models import UsedCode


@every("identity.sweep", seconds=3600)
def sweep() -> None:
    """Forget what has no meaning any more."""
    lockout.forget_old()
    UsedCode.objects.filter(used_at__lt=clock.machine_now() - timedelta(days=1)).delete()
    call_command("clearsessions")

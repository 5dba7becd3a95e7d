"""Three tables: what happened, who must still hear it, and what must be done at a time."""

from datetime import timedelta
from random import SystemRandom
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tinhso.foundation.kernel import clock, logs

DEFAULT_MAX_ATTEMPTS = 20  # with the waits below: about ten hours
_random = SystemRandom()


def max_attempts() -> int:
    limit: int = getattr(settings, "OUTBOX_MAX_ATTEMPTS", DEFAULT_MAX_ATTEMPTS)
    return limit


class Event(models.Model):
    """Something that happened, as its emitter said it. Never changed."""

    name = models.CharField(max_length=150)  # "cases.CaseAccepted"
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="outbox_event_age")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Work(models.Model):
    """One thing the worker must do, once.

    Work is due when either clock says so: the platform's (`due_at`), which a demo may
    freeze or move, or the machine's (`retry_at`), on which failures are retried.
    """

    due_at = models.DateTimeField(default=clock.now)
    retry_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    postponements = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=1000, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)

    OPEN: ClassVar[Q] = Q(done_at__isnull=True, dead_at__isnull=True)

    class Meta:
        abstract = True

    def finish(self) -> None:
        self.done_at = clock.now()
        self._release()

    def postpone(self, seconds: float) -> None:
        """Wait without counting a failure."""
        self.postponements += 1
        self._wait(seconds)

    def fail(self, error: BaseException | str) -> None:
        """Note the failure of attempt number `attempts`; wait longer each time, then give up."""
        said = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
        self.last_error = logs.mask(said)[:1000]
        if self.attempts >= max_attempts() and self.may_die():
            self.dead_at = clock.now()
            self._release()
        else:
            # Full waits would send every failed delivery back at the same second.
            self._wait(min(2 ** min(self.attempts, 12), 3600) * _random.uniform(0.75, 1.0))

    def may_die(self) -> bool:
        """Say whether too many failures end this for good."""
        return True

    def revive(self) -> None:
        """Give dead work a new life, due at once."""
        self.attempts = 0
        self.dead_at = None
        self._wait(0)

    def _wait(self, seconds: float) -> None:
        self.due_at = clock.now() + timedelta(seconds=seconds)
        self.retry_at = clock.machine_now() + timedelta(seconds=seconds)
        self._release()

    def _release(self) -> None:
        self.claimed_by = ""
        self.claimed_until = None


class Delivery(Work):
    """One event on its way to one handler, so that a slow handler delays no other."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    handler = models.CharField(max_length=150)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Work.OPEN, name="outbox_delivery_open")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "handler"], name="a_handler_hears_an_event_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} #{self.pk}"


class Job(Work):
    """Something to be done at a time; with `every_seconds`, again and again."""

    name = models.CharField(max_length=150)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    every_seconds = models.PositiveIntegerField(null=True, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Work.OPEN, name="outbox_job_open")]
        constraints = [
            models.UniqueConstraint(fields=["name", "key"], name="a_job_is_scheduled_once_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"

    def may_die(self) -> bool:
        """A periodic job is tried for ever: nobody would ask for it again."""
        return self.every_seconds is None

    def finish(self) -> None:
        if self.every_seconds is None:
            super().finish()
        else:
            self.attempts = 0
            self.last_error = ""
            self._wait(self.every_seconds)

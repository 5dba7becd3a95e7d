"""The journal of calls: what we asked of whom, why, and what came of it. No personal data."""

from django.db import models

from tinhso.foundation.kernel import clock


class Call(models.Model):
    """One exchange with a peer; a retried request leaves one row a try."""

    peer = models.CharField(max_length=40)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=200)  # without query; numbers and ids masked
    attempt = models.PositiveSmallIntegerField(default=1)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # null: no answer came
    milliseconds = models.PositiveIntegerField()
    error = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)
    purpose = models.CharField(max_length=100, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_uid = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=clock.machine_now, editable=False)  # machine's time

    class Meta:
        indexes = [
            models.Index(fields=["peer", "created_at"], name="wire_call_peer"),
            models.Index(fields=["subject_kind", "subject_uid"], name="wire_call_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.peer} {self.method} {self.path} {self.status or self.error}"

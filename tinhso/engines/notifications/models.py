"""Notices: what we told whom, by which channel, and whether it left."""

from django.db import models

from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject


class Notice(Record):
    """One message by one channel. The text is made when it is sent, from `code` and `params`."""

    class Channel(models.TextChoices):
        SMS = "sms"
        EMAIL = "email"
        ZALO = "zalo"

    class Status(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    key = models.CharField(max_length=200)
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.CharField(max_length=200, blank=True)  # phone or e-mail; masked after a while
    person_id = models.CharField(max_length=64, blank=True)
    account = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=5, default="vi")
    code = models.CharField(max_length=100)
    params = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    reason = models.CharField(max_length=100, blank=True)  # message code
    detail = models.CharField(max_length=200, blank=True)  # the gateway's own words, masked
    round = models.PositiveSmallIntegerField(default=1)  # grows when it is sent again by hand
    tries = models.PositiveSmallIntegerField(default=0)
    gateway_id = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    is_address_masked = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_uid"], name="notice_subject"),
            models.Index(fields=["created_at"], name="notice_age"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "channel"], name="a_notice_leaves_once_per_key_and_channel"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="sent") | models.Q(sent_at__isnull=False),
                name="a_sent_notice_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="failed") | ~models.Q(reason=""),
                name="a_failed_notice_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.code} {self.status}"

    @property
    def subject(self) -> Subject:
        return Subject(kind=self.subject_kind, uid=self.subject_uid)

from django.db import models
from django.db.models import Q

from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject

from .types import Appearance


class Certificate(Record):
    """A signing certificate of an account: public facts only; the key lies in the key store."""

    serial = models.CharField(max_length=42, unique=True)  # lower-case hexadecimal
    account_uid = models.UUIDField(db_index=True)
    common_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    agency_code = models.CharField(max_length=20, blank=True)
    agency_name = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=1000)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    pem = models.TextField()
    chain_pem = models.TextField(blank=True)  # issuing CAs, nearest first, without the root
    key_label = models.CharField(max_length=100, unique=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # no longer used here

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lt=models.F("valid_to")),
                name="signing_certificate_has_a_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.common_name} ({self.serial})"


class SignatureRequest(Record):
    """One document that one person decided to sign, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SIGNED = "signed"
        FAILED = "failed"

    account_uid = models.UUIDField()
    account_name = models.CharField(max_length=200, blank=True)
    file_uid = models.UUIDField()
    sha256 = models.CharField(max_length=64)  # what the signer was shown
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=60, default="Signature1")
    appearance = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    requested_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True)  # message code: why it waits or failed
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_file_uid = models.UUIDField(null=True, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=3, blank=True)  # "B-T", "B-B"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_uid", "sha256"], name="signing_once_per_person_and_document"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | (
                    Q(signed_file_uid__isnull=False)
                    & Q(signed_at__isnull=False)
                    & Q(certificate__isnull=False)
                    & Q(level__in=["B-B", "B-T"])
                ),
                name="signing_signed_has_its_document",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_uid"])]

    def __str__(self) -> str:
        return f"{self.account_name}: {self.sha256[:12]} ({self.state})"

    @property
    def subject(self) -> Subject:
        return Subject(kind=self.subject_kind, uid=self.subject_uid)

    @property
    def shown_at(self) -> Appearance | None:
        return Appearance.from_json(self.appearance) if self.appearance else None

"""Forms as published rows, and drafts: what somebody has answered so far."""

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject

from .documents import read_document
from .types import Document

DRAFT_KIND = "draft"


class Form(Record):
    """One version of a form. Never changed: drafts keep the version they began with."""

    code = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="a_form_has_each_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def reading(self) -> Document:
        return read_document(self.document)


class Draft(Record):
    """Answers on their way: saved page by page, frozen once when they are submitted."""

    class State(models.TextChoices):
        OPEN = "open"
        FROZEN = "frozen"

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    owner = models.ForeignKey("identity.Account", models.PROTECT, related_name="+")
    context = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    origins = models.JSONField(default=dict)  # path → {"code", "at", "locked"}
    done_pages = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    edition = models.PositiveIntegerField(default=1)  # grows at each save: two windows are seen
    sha256 = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(default=clock.now)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "state", "-updated_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | (Q(frozen_at__isnull=False) & ~Q(sha256="")),
                name="a_frozen_draft_has_its_hash",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.uid}"

    @property
    def subject(self) -> Subject:
        return Subject(kind=DRAFT_KIND, uid=str(self.uid))

    @property
    def title(self) -> dict[str, Any]:
        return dict(self.form.document["title"])

    def origin_of(self, path: str) -> str:
        return str(self.origins.get(path, {}).get("code", ""))

    def is_locked(self, path: str) -> bool:
        return bool(self.origins.get(path, {}).get("locked"))

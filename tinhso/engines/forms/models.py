"""Published forms, and drafts that a person fills in. Answers once sent never change."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject


class Form(Record):
    """One version of a form. A published version stays as it is; a change is a new version."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="form_version_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Draft(Record):
    """Answers on the way. Tied to the version it began with, kept until `expires_on`."""

    class State(models.TextChoices):
        OPEN = "open"
        FROZEN = "frozen"

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=36, blank=True)  # person uid
    context = models.JSONField(default=dict)  # what the system above wants to find again
    answers = models.JSONField(default=dict)
    origins = models.JSONField(default=dict)  # path → {origin, at, locked}
    prefill = models.JSONField(default=list)  # what the State said, with the rule when it holds
    typed = models.JSONField(default=dict)  # page → input that could not be taken, as typed
    done_pages = models.JSONField(default=list)
    revisions = models.JSONField(default=dict)  # page → times saved
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    sha256 = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField()

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["owner", "state"], name="draft_by_owner")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", sha256="")
                | (models.Q(state="frozen") & ~models.Q(sha256="")),
                name="frozen_answers_have_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.uid}"

    @property
    def title(self) -> Mapping[str, str]:
        return dict(self.form.document["title"])

    @property
    def subject(self) -> Subject:
        return Subject(kind="draft", uid=str(self.uid))

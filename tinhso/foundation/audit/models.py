"""The journal: rows that are added and never changed."""

from typing import Any, NoReturn, Self, TypeVar

from django.db import models

from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject, Who


class AppendOnly(Exception):  # noqa: N818  it names what the table is
    """Somebody tried to change or delete a line of the journal."""


M = TypeVar("M", bound=models.Model, covariant=True)


class JournalQuerySet(models.QuerySet[M]):
    """Reads and additions; every other way to write is closed."""

    def update(self, **_: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnly


class Line(Record):
    """Who did it, in which matter. Values, not keys: they outlive posts, agencies and accounts."""

    account = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    post = models.CharField(max_length=64, blank=True)
    post_title = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=40, blank=True)
    on_behalf_of = models.CharField(max_length=64, blank=True)
    delegation = models.CharField(max_length=64, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=64)
    request_id = models.CharField(max_length=64, blank=True)

    objects = JournalQuerySet[Self].as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnly

    @property
    def who(self) -> Who:
        return Who(
            account=self.account,
            name=self.name,
            kind=self.kind,
            post=self.post,
            post_title=self.post_title,
            agency=self.agency,
            on_behalf_of=self.on_behalf_of,
            delegation=self.delegation,
        )

    @property
    def subject(self) -> Subject:
        return Subject(kind=self.subject_kind, uid=self.subject_uid)


class Entry(Line):
    """An act: a case accepted, a post given, a password changed."""

    action = models.CharField(max_length=100)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_uid"], name="audit_entry_subject"),
            models.Index(fields=["account", "created_at"], name="audit_entry_account"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class Read(Line):
    """A look at a person's data in a register, for a purpose."""

    register = models.CharField(max_length=40)
    person = models.CharField(max_length=40)
    purpose = models.CharField(max_length=100)
    fields = models.JSONField(default=list)
    outcome = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["person", "created_at"], name="audit_read_person"),
            models.Index(fields=["subject_kind", "subject_uid"], name="audit_read_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="a_read_has_a_purpose"),
            models.CheckConstraint(condition=~models.Q(person=""), name="a_read_has_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.purpose}"

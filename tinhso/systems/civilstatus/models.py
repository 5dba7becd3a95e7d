"""The register of births: books, entries that nobody edits, and what still waits to be written."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.refusals import Conflict

from .types import BirthFacts, Kind, State


class Book(Record):
    """A yearly book of one agency (Sổ đăng ký khai sinh). It keeps the code it was opened with."""

    agency_code = models.CharField(max_length=35)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.name) for kind in Kind])
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "kind", "year"], name="civilstatus_one_book_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.kind} {self.year}"


class FinalQuerySet(models.QuerySet["Entry"]):
    """Rows that are added and never changed."""

    def update(self, **_changes: Any) -> NoReturn:
        raise Conflict("civilstatus.entry_is_final")

    def delete(self) -> NoReturn:
        raise Conflict("civilstatus.entry_is_final")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise Conflict("civilstatus.entry_is_final")


class Entry(Record):
    """One act written in a book. A mistake is annotated or corrected by another act, not here."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=64)
    case_code = models.CharField(max_length=60)
    child_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    folded = models.TextField()
    child_born_on = models.DateField()
    child_sex = models.CharField(max_length=10)
    personal_number = models.CharField(max_length=12, unique=True)
    national_record = models.CharField(max_length=40)
    data = models.JSONField()
    received_on = models.DateField()
    entered_on = models.DateField()
    entered_at = models.DateTimeField(default=clock.now)
    # The official who writes signs the book, and the applicant beside (Đ16).
    signed_by_account = models.CharField(max_length=64, blank=True)
    signed_by_name = models.CharField(max_length=200)
    signed_by_post = models.CharField(max_length=300, blank=True)
    applicant_name = models.CharField(max_length=200)

    objects = FinalQuerySet.as_manager()

    class Meta:
        ordering = ["book_id", "number"]
        indexes = [models.Index(fields=["book", "-number"], name="civilstatus_latest_entries")]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="civilstatus_number_once"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_uid"], name="civilstatus_one_entry_a_case"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(personal_number=""),
                name="civilstatus_entry_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} no. {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Conflict("civilstatus.entry_is_final")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise Conflict("civilstatus.entry_is_final")

    @property
    def facts(self) -> BirthFacts:
        return BirthFacts.from_json(self.data)

    @property
    def code(self) -> str:
        """Return the number as papers write it: "128/2026"."""
        return f"{self.number}/{self.book.year}"


class Submission(Record):
    """An official's decision to enter a birth, on its way through the national system."""

    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=64)
    agency_code = models.CharField(max_length=35)
    case_code = models.CharField(max_length=60)
    received_on = models.DateField()
    child_name = models.CharField(max_length=200)
    data = models.JSONField()
    state = models.CharField(
        max_length=20, choices=[(state.value, state.name) for state in State], default=State.WAITING
    )
    proposed_by = models.JSONField()  # the fields of kernel.types.Who at that moment
    proposed_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveIntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=100, blank=True)
    error_params = models.JSONField(default=dict, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["agency_code", "state"], name="civilstatus_still_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_uid"], name="civilstatus_one_submission_a_case"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ENTERED.value) ^ Q(entry__isnull=True),
                name="civilstatus_entered_has_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_code} {self.state}"

"""The two shapes that tables of this platform have: a record, and a record of law in time."""

import uuid
from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from . import clock


class Record(models.Model):
    """A row with a public id. `id` never leaves the platform, `uid` does."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[Row]):
    def on(self, day: date) -> Self:
        """Keep the rows in force on `day`."""
        return self.filter(
            Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        )


class Dated(Record):
    """Law as data: in force from `valid_from` to `valid_to`, both inclusive, on a legal basis."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

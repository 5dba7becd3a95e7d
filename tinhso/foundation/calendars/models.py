"""Office hours and the days that are not what their weekday says: law as dated data."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from tinhso.foundation.kernel.models import Dated, Record

from .types import MarkKind


class OfficeHours(Record):
    """The hours of a kind of office, by code; "province" is everyone's unless said otherwise."""

    code = models.SlugField(max_length=40, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    # What arrives after this hour and cannot be solved at once may be due the next working day.
    late_after = models.TimeField(default=dt.time(15, 0))

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class OfficeInterval(Dated):
    """One open span of one weekday (Monday is 0), while it is in force."""

    hours = models.ForeignKey(OfficeHours, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["hours", "weekday", "opens", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["hours", "weekday", "opens", "valid_from"],
                name="an_office_interval_is_said_once",
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="an_office_opens_before_it_closes"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_week_has_seven_days"),
        ]

    def __str__(self) -> str:
        return f"{self.hours_id}/{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class DayMark(Record):
    """A holiday, a swapped day, a make-up day, a closure; for every office or for one calendar."""

    day = models.DateField()
    kind = models.CharField(max_length=20, choices=[(k, k) for k in MarkKind])
    hours = models.ForeignKey(
        OfficeHours, models.CASCADE, null=True, blank=True, related_name="+"
    )  # null: the whole country
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    swapped_with = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    # By the general rule, before the year's own notice has been entered.
    is_provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(hours=None), name="a_day_is_marked_once_for_all"
            ),
            models.UniqueConstraint(
                fields=["day", "hours"], name="a_day_is_marked_once_for_an_office"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MarkKind.SWAP_OFF) | Q(swapped_with__isnull=False),
                name="a_swapped_day_names_its_make_up_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class CalendarVersion(models.Model):
    """One row; its stamp changes with every change, so that loaded calendars notice.

    A stamp and not a count: a count taken back with its transaction would come again.
    """

    stamp = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.stamp)

"""Places, agencies, units and posts in time.

A merger adds rows and succession links; it rewrites nothing. Codes are text
(leading zeros), and a code may come back with another name: (code, valid_from)
is the key.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from tinhso.foundation.kernel.models import Dated, DatedQuerySet, Record


def _not_before_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name
    )


class Place(Dated):
    """An administrative unit as a place, with its statistical code (QĐ 19/2025/QĐ-TTg)."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)  # with its type: "Xã Hạc Lâm"
    kind = models.CharField(max_length=20)  # "xa", "phuong", "huyen", "tinh", "thanh-pho"
    level = models.CharField(max_length=20)  # "province", "district", "commune"
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    folded = models.CharField(max_length=200, db_index=True)  # own name without its type
    folded_path = models.CharField(max_length=600)  # own name and those above it
    sort_key = models.CharField(max_length=400)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="a_place_begins_once"),
            _not_before_it_begins("a_place_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Succession(Record):
    """`old` went into `new` on a day; a split place has several, one of them the default."""

    old = models.ForeignKey(Place, models.CASCADE, related_name="+")
    new = models.ForeignKey(Place, models.CASCADE, related_name="+")
    is_default = models.BooleanField(default=True)
    is_split = models.BooleanField(default=False)
    on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="a_succession_is_said_once"),
            models.UniqueConstraint(
                fields=["old"],
                condition=Q(is_default=True),
                name="a_place_has_one_default_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"


class Agency(Dated):
    """An agency with both identifiers as they were issued, and what took its place."""

    code = models.CharField(max_length=35)  # QĐ 20/2020/QĐ-TTg: "H99.112"
    code_qcvn102 = models.CharField(max_length=35, blank=True)  # "000.00.112.H99"
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_name_vi = models.CharField(max_length=100, blank=True)
    short_name_en = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=20)  # data: "province", "department", "commune"
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    hours = models.ForeignKey(
        "calendars.OfficeHours", models.PROTECT, null=True, blank=True, related_name="+"
    )
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    folded = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=400)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="an_agency_begins_once"),
            _not_before_it_begins("an_agency_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_vi}"

    @property
    def name(self) -> dict[str, str]:
        return {"vi": self.name_vi, "en": self.name_en}

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def short_name(self) -> str:
        """The short name in the reader's language: "Xã Hạc Lâm"."""
        if get_language() == "en":
            return self.short_name_en or self.name_en
        return self.short_name_vi or self.name_vi


class Unit(Dated):
    """A part of an agency: a centre, a desk, its leadership."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)  # within its agency: "one-stop"
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code", "valid_from"], name="a_unit_begins_once"
            ),
            _not_before_it_begins("a_unit_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.code}"

    @property
    def name(self) -> dict[str, str]:
        return {"vi": self.name_vi, "en": self.name_en}

    @property
    def label(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi


class Post(Dated):
    """A post that somebody may hold; `role` is what rights are given to."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)  # "H99.112/intake_clerk/1"
    role = models.CharField(max_length=40, db_index=True)  # "intake_clerk", "agency_head"
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="a_post_begins_once"),
            _not_before_it_begins("a_post_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> dict[str, str]:
        return {"vi": self.title_vi, "en": self.title_en}

    @property
    def label(self) -> str:
        return self.title_en if get_language() == "en" else self.title_vi

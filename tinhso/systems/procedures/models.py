"""Administrative procedures and their dated editions.

An edition is what was in force on a day: limit, papers, fee, form, process,
legal basis. A case keeps the edition of its day of receipt.
"""

from django.db import models
from django.db.models import F, Q

from tinhso.foundation.calendars.types import Limit, LimitUnit
from tinhso.foundation.kernel.models import Dated, DatedQuerySet, Record

from .types import Paper, in_language


class Procedure(Record):
    """A procedure of the national database (CSDLQG về thủ tục hành chính) by its code."""

    code = models.CharField(max_length=20, unique=True)  # "1.001193"
    name_vi = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500)
    sector_code = models.CharField(max_length=40)  # "G15-HT03"-like or our own word
    sector_vi = models.CharField(max_length=200)
    sector_en = models.CharField(max_length=200)
    level = models.CharField(max_length=40)  # data: "commune", "province"
    audience = models.JSONField(default=list)  # [{"vi", "en"}]
    keywords = models.TextField(blank=True)
    folded = models.TextField()
    sort_key = models.CharField(max_length=2000)
    # What this platform does not take: the page then says where to go.
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_vi}"

    @property
    def name(self) -> dict[str, str]:
        return {"vi": self.name_vi, "en": self.name_en}

    @property
    def label(self) -> str:
        return in_language(self.name)

    @property
    def sector(self) -> str:
        return in_language({"vi": self.sector_vi, "en": self.sector_en})


class Edition(Dated):
    """A procedure as it stood from one day to another; `legal_basis` says why it changed."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    limit_number = models.PositiveSmallIntegerField()
    limit_unit = models.CharField(max_length=20, choices=[(u, u) for u in LimitUnit])
    channels = models.JSONField(default=list)  # ["online", "counter", "post"]
    fee = models.JSONField(default=dict)  # {"amount", "headline": {vi,en}, "note": {vi,en}}
    papers = models.JSONField(default=list)
    case_types = models.JSONField(default=list)
    form_code = models.CharField(max_length=100, blank=True)
    process_code = models.CharField(max_length=100, blank=True)
    result_code = models.CharField(max_length=40, blank=True)
    result_name = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    routing = models.JSONField(default=dict)  # who decides, by whose residence
    page = models.JSONField(default=dict)  # steps, minutes, related procedures
    decision_number = models.CharField(max_length=100, blank=True)
    laws = models.JSONField(default=list)  # [{"number", "name": {vi,en}, "note"}]
    changes = models.JSONField(default=dict)  # what is new in this edition

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "version"], name="an_edition_is_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["procedure", "valid_from"], name="an_edition_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="an_edition_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(limit_number__gte=1), name="an_edition_has_a_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.version}"

    @property
    def limit(self) -> Limit:
        return Limit(self.limit_number, LimitUnit(self.limit_unit))

    @property
    def paper_list(self) -> list[Paper]:
        return [Paper.from_json(row) for row in self.papers]

    @property
    def result_label(self) -> str:
        return in_language(self.result_name)

    @property
    def summary_label(self) -> str:
        return in_language(self.summary)

    @property
    def changes_label(self) -> str:
        return in_language(self.changes)

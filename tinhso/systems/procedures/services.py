"""Publish procedures and their editions from data (the national database's records)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from tinhso.foundation.kernel.refusals import Conflict
from tinhso.foundation.kernel.text import fold, sort_key

from .models import Edition, Procedure

_EDITION_FIELDS = (
    "limit_number",
    "limit_unit",
    "channels",
    "fee",
    "papers",
    "case_types",
    "form_code",
    "process_code",
    "result_code",
    "result_name",
    "summary",
    "routing",
    "page",
    "decision_number",
    "laws",
    "changes",
    "legal_basis",
)


@transaction.atomic
def publish_procedure(
    record: Mapping[str, Any], editions: Sequence[Mapping[str, Any]] = ()
) -> Procedure:
    """Publish a procedure with its editions; publishing the same again changes nothing.

    Raises Conflict when two editions are in force on one day.
    """
    name, sector = record["name"], record["sector"]
    keywords = " ".join(record.get("keywords", ()))
    procedure, _ = Procedure.objects.update_or_create(
        code=record["code"],
        defaults={
            "name_vi": name["vi"],
            "name_en": name["en"],
            "sector_code": sector.get("code", ""),
            "sector_vi": sector["vi"],
            "sector_en": sector["en"],
            "level": record["level"],
            "audience": record.get("audience", []),
            "keywords": keywords,
            "folded": fold(" ".join([record["code"], name["vi"], name["en"], keywords])),
            "sort_key": sort_key(name["vi"]),
            "is_offered": record.get("is_offered", False),
        },
    )
    for row in editions:
        _publish_edition(procedure, row)
    _refuse_overlaps(procedure)
    return procedure


def _publish_edition(procedure: Procedure, row: Mapping[str, Any]) -> None:
    valid_to = row.get("valid_to")
    defaults = {name: row[name] for name in _EDITION_FIELDS if name in row}
    defaults["limit_number"] = row["limit"]["number"]
    defaults["limit_unit"] = row["limit"]["unit"]
    defaults["valid_from"] = date.fromisoformat(row["valid_from"])
    defaults["valid_to"] = date.fromisoformat(valid_to) if valid_to else None
    Edition.objects.update_or_create(procedure=procedure, version=row["version"], defaults=defaults)


def _refuse_overlaps(procedure: Procedure) -> None:
    before: Edition | None = None
    for edition in Edition.objects.filter(procedure=procedure).order_by("valid_from"):
        if before is not None and (
            before.valid_to is None or before.valid_to >= edition.valid_from
        ):
            raise Conflict("procedures.editions_overlap", code=procedure.code)
        before = edition

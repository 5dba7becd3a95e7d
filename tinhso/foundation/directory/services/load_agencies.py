"""Load agencies, units and posts: bulk, idempotent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tinhso.foundation.calendars.models import OfficeHours
from tinhso.foundation.directory.codes import NotAnIdentifierError, to_qcvn102
from tinhso.foundation.directory.models import Agency, Place, Post, Unit
from tinhso.foundation.kernel.text import fold, sort_key

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """An agency; `parent`, `place`, `hours` and `successor` by code.

    The successor is the row of that code which begins the day after this one ends.
    """

    code: str
    name_vi: str
    name_en: str
    level: str
    valid_from: date
    valid_to: date | None = None
    short_name_vi: str = ""
    short_name_en: str = ""
    parent: str = ""
    place: str = ""
    hours: str = "province"
    successor: str = ""
    code_qcvn102: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    agency: str
    code: str
    name_vi: str
    name_en: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    agency: str
    unit: str
    code: str
    role: str
    title_vi: str
    title_en: str
    valid_from: date
    valid_to: date | None = None


_PLAIN = (
    "name_vi",
    "name_en",
    "short_name_vi",
    "short_name_en",
    "level",
    "valid_to",
    "legal_basis",
)


@transaction.atomic
def load_agencies(rows: Sequence[AgencyRow]) -> int:
    """Load agencies, successors and those above first; return how many were new or changed."""
    known = {(a.code, a.valid_from): a for a in Agency.objects.all()}
    places = {
        (p.code, p.valid_from): p
        for p in Place.objects.filter(code__in={row.place for row in rows if row.place})
    }
    hours = {h.code: h for h in OfficeHours.objects.all()}
    changed = 0
    for row in rows:
        agency = known.get((row.code, row.valid_from)) or Agency(
            code=row.code, valid_from=row.valid_from
        )
        before = _state(agency)
        for name in _PLAIN:
            setattr(agency, name, getattr(row, name))
        agency.code_qcvn102 = row.code_qcvn102 or _other_notation(row.code)
        agency.folded = fold(f"{row.name_vi} {row.short_name_vi} {row.code}")
        agency.sort_key = sort_key(row.short_name_vi or row.name_vi)
        agency.parent = _in_force(known, row.parent, row.valid_from)
        agency.place = _place(places, row.place, row.valid_from)
        agency.hours = hours[row.hours] if row.hours else None
        if row.successor and row.valid_to:
            agency.successor = known[row.successor, row.valid_to + timedelta(days=1)]
        if agency.pk is None or _state(agency) != before:
            agency.save()
            changed += 1
        known[row.code, row.valid_from] = agency
    return changed


def _state(agency: Agency) -> tuple[object, ...]:
    fields = [f.attname for f in Agency._meta.concrete_fields]
    return tuple(getattr(agency, name) for name in fields)


def _other_notation(code: str) -> str:
    try:
        return to_qcvn102(code)
    except NotAnIdentifierError:
        return ""


def _in_force(known: dict[tuple[str, date], Agency], code: str, day: date) -> Agency | None:
    if not code:
        return None
    return next(a for (c, _), a in known.items() if c == code and a.is_in_force(day))


def _place(known: dict[tuple[str, date], Place], code: str, day: date) -> Place | None:
    if not code:
        return None
    return next(p for (c, _), p in known.items() if c == code and p.is_in_force(day))


@transaction.atomic
def load_units(rows: Sequence[UnitRow]) -> int:
    """Add the units that are not there yet; return how many."""
    agencies = {(a.code, a.valid_from): a for a in Agency.objects.all()}
    by_code: dict[str, list[Agency]] = {}
    for agency in agencies.values():
        by_code.setdefault(agency.code, []).append(agency)
    known = set(Unit.objects.values_list("agency__code", "code", "valid_from"))
    added = [
        Unit(
            agency=next(a for a in by_code[row.agency] if a.is_in_force(row.valid_from)),
            code=row.code,
            name_vi=row.name_vi,
            name_en=row.name_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
        if (row.agency, row.code, row.valid_from) not in known
    ]
    Unit.objects.bulk_create(added, batch_size=_BATCH)
    return len(added)


@transaction.atomic
def load_posts(rows: Sequence[PostRow]) -> int:
    """Add the posts that are not there yet; return how many."""
    units: dict[tuple[str, str], list[Unit]] = {}
    for unit in Unit.objects.select_related("agency"):
        units.setdefault((unit.agency.code, unit.code), []).append(unit)
    known = set(Post.objects.values_list("code", "valid_from"))
    added = [
        Post(
            unit=next(u for u in units[row.agency, row.unit] if u.is_in_force(row.valid_from)),
            code=row.code,
            role=row.role,
            title_vi=row.title_vi,
            title_en=row.title_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
        if (row.code, row.valid_from) not in known
    ]
    Post.objects.bulk_create(added, batch_size=_BATCH)
    return len(added)

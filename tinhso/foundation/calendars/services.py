"""Enter days and hours. Every change moves the calendar's version, so that all read it again."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from django.db import IntegrityError, transaction

from tinhso.foundation.kernel.refusals import Conflict, Invalid
from tinhso.foundation.kernel.types import Problem

from .models import CalendarVersion, DayMark, OfficeHours, OfficeInterval
from .types import Interval, MarkKind


@transaction.atomic
def set_office_hours(
    code: str,
    *,
    name_vi: str,
    name_en: str,
    intervals: Sequence[Interval],
    legal_basis: str = "",
    late_after: time = time(15, 0),
) -> OfficeHours:
    """Enter the hours of a kind of office; entering the same again changes nothing."""
    hours, _ = OfficeHours.objects.update_or_create(
        code=code, defaults={"name_vi": name_vi, "name_en": name_en, "late_after": late_after}
    )
    for part in intervals:
        OfficeInterval.objects.update_or_create(
            hours=hours,
            weekday=part.weekday,
            opens=part.opens,
            valid_from=part.valid_from,
            defaults={
                "closes": part.closes,
                "valid_to": part.valid_to,
                "legal_basis": legal_basis,
            },
        )
    announce_change()
    return hours


@transaction.atomic
def mark_day(
    day: date,
    kind: MarkKind,
    *,
    name_vi: str,
    name_en: str,
    legal_basis: str,
    hours: str | None = None,
    swapped_with: date | None = None,
) -> DayMark:
    """Mark one day, for the whole country or for the offices with these `hours`.

    Raises Conflict when the day is already marked there.
    """
    office = OfficeHours.objects.get(code=hours) if hours else None
    try:
        with transaction.atomic():
            mark = DayMark.objects.create(
                day=day,
                kind=kind,
                hours=office,
                name_vi=name_vi,
                name_en=name_en,
                legal_basis=legal_basis,
                swapped_with=swapped_with,
            )
    except IntegrityError as error:
        raise Conflict("calendars.already_marked", day=day.isoformat()) from error
    announce_change()
    return mark


@transaction.atomic
def swap_days(day_off: date, make_up_day: date, *, legal_basis: str) -> tuple[DayMark, DayMark]:
    """Enter a yearly swap: `day_off` (a weekday) against work on `make_up_day` (a weekend day)."""
    if day_off.weekday() > 4 or make_up_day.weekday() < 5:
        raise Invalid(
            [Problem(field="make_up_day", code="calendars.swap_needs_two_days", params={})]
        )
    off = mark_day(
        day_off,
        MarkKind.SWAP_OFF,
        name_vi=f"Nghỉ hoán đổi với ngày {make_up_day:%d/%m/%Y}",
        name_en=f"Day off swapped with {make_up_day:%d/%m/%Y}",
        legal_basis=legal_basis,
        swapped_with=make_up_day,
    )
    work = mark_day(
        make_up_day,
        MarkKind.MAKE_UP_WORK,
        name_vi=f"Làm việc bù cho ngày {day_off:%d/%m/%Y}",
        name_en=f"Work made up for {day_off:%d/%m/%Y}",
        legal_basis=legal_basis,
        swapped_with=day_off,
    )
    return off, work


@transaction.atomic
def load_marks(rows: Sequence[dict[str, str]]) -> int:
    """Load rows of the committed data file; what is already there is brought up to date."""
    fresh = [
        DayMark(
            day=date.fromisoformat(row["day"]),
            kind=MarkKind(row["kind"]),
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            swapped_with=date.fromisoformat(row["swapped_with"]) if row["swapped_with"] else None,
            legal_basis=row["legal_basis"],
            source=row["source"],
            is_provisional=row["is_provisional"] == "1",
        )
        for row in rows
    ]
    known = {mark.day: mark for mark in DayMark.objects.filter(hours=None)}
    fields = [
        "kind",
        "name_vi",
        "name_en",
        "swapped_with",
        "legal_basis",
        "source",
        "is_provisional",
    ]
    added = [mark for mark in fresh if mark.day not in known]
    changed = []
    for mark in fresh:
        old = known.get(mark.day)
        if old is None or all(getattr(old, f) == getattr(mark, f) for f in fields):
            continue
        for name in fields:
            setattr(old, name, getattr(mark, name))
        changed.append(old)
    DayMark.objects.bulk_create(added)
    DayMark.objects.bulk_update(changed, fields)
    if added or changed:
        announce_change()
    return len(added) + len(changed)


def announce_change() -> None:
    """Change the stamp, in the transaction of the change itself."""
    CalendarVersion.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})

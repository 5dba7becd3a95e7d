"""Ask about days and hours. `hours` is the code of an office's hours, "province" by default."""

from datetime import date, datetime
from uuid import UUID

from . import working_time
from .models import CalendarVersion, DayMark, OfficeHours, OfficeInterval
from .types import Calendar, Interval, Mark, MarkKind, Span

_loaded: dict[str, tuple[UUID, Calendar]] = {}


def load_calendar(hours: str = "province") -> Calendar:
    """Return the calendar of `hours` as it stands, read again only after a change.

    Raises LookupError for hours nobody entered: a deadline must not be guessed.
    """
    stamp = CalendarVersion.objects.values_list("stamp", flat=True).filter(pk=1).first()
    known = _loaded.get(hours)
    if known is not None and known[0] == stamp:
        return known[1]
    calendar = _read(hours)
    if stamp is not None:
        _loaded[hours] = (stamp, calendar)
    return calendar


def _read(code: str) -> Calendar:
    hours = OfficeHours.objects.filter(code=code).first()
    if hours is None:
        raise LookupError(f"No office hours {code}: run `tinhso seed`, or enter them")
    marks: dict[date, Mark] = {}
    # An office's own mark comes after, and wins over, the country's.
    for own in (False, True):
        rows = DayMark.objects.filter(hours=hours) if own else DayMark.objects.filter(hours=None)
        for row in rows:
            marks[row.day] = Mark(
                row.day,
                MarkKind(row.kind),
                row.name_vi,
                row.name_en,
                row.legal_basis,
                row.swapped_with,
                row.is_provisional,
            )
    intervals = tuple(
        Interval(row.weekday, row.opens, row.closes, row.valid_from, row.valid_to)
        for row in OfficeInterval.objects.filter(hours=hours)
    )
    return Calendar(code, marks, intervals, hours.late_after)


def is_working_day(day: date, hours: str = "province") -> bool:
    """Say whether offices open on `day`."""
    return working_time.is_working_day(load_calendar(hours), day)


def working_intervals(day: date, hours: str = "province") -> tuple[Span, ...]:
    """Return the open spans of `day`, in order."""
    return working_time.working_intervals(load_calendar(hours), day)


def add_working_minutes(start: datetime, minutes: int, hours: str = "province") -> datetime:
    """Return the earliest moment by which `minutes` of working time have passed since `start`."""
    return working_time.add_working_minutes(load_calendar(hours), start, minutes)


def working_minutes_between(a: datetime, b: datetime, hours: str = "province") -> int:
    """Return the working minutes from `a` to `b`; negative when `b` is before `a`."""
    return working_time.working_minutes_between(load_calendar(hours), a, b)


def next_working_day(day: date, hours: str = "province") -> date:
    """Return the first working day after `day`."""
    return working_time.next_working_day(load_calendar(hours), day)


def find_day_off(day: date, hours: str = "province") -> Mark | None:
    """Return why `day` is off although its weekday is not, or None (a plain Sunday is None too)."""
    mark = load_calendar(hours).marks.get(day)
    return mark if mark is not None and mark.is_off else None


def list_marks(year: int, hours: str = "province") -> list[Mark]:
    """Return the marked days of `year`, in order."""
    marks = load_calendar(hours).marks
    return [marks[day] for day in sorted(marks) if day.year == year]

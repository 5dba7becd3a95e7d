"""Working time, in whole minutes, as pure functions over a loaded `Calendar`.

A moment is cut down to its minute first: 08:00:59 counts as 08:00. So spans add
up exactly, whatever the seconds. Moments must be aware; answers are in Việt
Nam's time.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tinhso.foundation.kernel import clock

from .types import Calendar, MarkKind, Span

# A calendar with no working hour for so long is a mistake in its data, not a long holiday.
_HORIZON_DAYS = 400
_MINUTE = timedelta(minutes=1)


class NoWorkingTimeError(ValueError):
    """The calendar has no working hours within a year of the day asked."""


def working_intervals(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Return the open spans of `day`, in order; none on a day off.

    A make-up day has the hours of the day that was taken off against it.
    """
    known = calendar._spans.get(day)
    if known is None:
        known = calendar._spans[day] = _spans_of(calendar, day)
    return known


def _spans_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    mark = calendar.marks.get(day)
    like = day
    if mark is not None:
        if mark.is_off:
            return ()
        # Without a day to copy, a make-up day works like the Monday after it.
        like = mark.swapped_with or day + timedelta(days=7 - day.weekday())
    return tuple(
        sorted(
            (
                clock.at(day, part.opens.hour, part.opens.minute),
                clock.at(day, part.closes.hour, part.closes.minute),
            )
            for part in calendar.intervals
            if part.weekday == like.weekday() and part.holds(day)
        )
    )


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Say whether offices open at all on `day`."""
    return bool(working_intervals(calendar, day))


def working_days_after(calendar: Calendar, day: date) -> Iterator[date]:
    """Yield the working days after `day`, without end."""
    idle = 0
    while True:
        day += timedelta(days=1)
        if is_working_day(calendar, day):
            idle = 0
            yield day
        else:
            idle += 1
            if idle > _HORIZON_DAYS:
                raise NoWorkingTimeError(
                    f"No working hours in calendar {calendar.code} before {day}"
                )


def next_working_day(calendar: Calendar, day: date) -> date:
    """Return the first working day after `day`."""
    return next(working_days_after(calendar, day))


def end_of_day(calendar: Calendar, day: date) -> datetime:
    """Return the moment offices close on the working day `day`."""
    spans = working_intervals(calendar, day)
    if not spans:
        raise NoWorkingTimeError(f"{day} is not a working day of calendar {calendar.code}")
    return spans[-1][1]


def add_working_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """Return the earliest moment by which `minutes` of working time have passed since `start`.

    So a full morning ends at 11:30 and not at 13:30. With 0 it is `start` itself.
    """
    if minutes < 0:
        raise ValueError("Working time does not run backwards")
    at = whole_minute(start)
    if minutes == 0:
        return at
    left = minutes * _MINUTE
    day = at.date()
    while True:
        for opens, closes in working_intervals(calendar, day):
            begin = max(opens, at)
            if begin >= closes:
                continue
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
        day = next_working_day(calendar, day)


def working_minutes_between(calendar: Calendar, a: datetime, b: datetime) -> int:
    """Return the working minutes from `a` to `b`; negative when `b` is before `a`."""
    a, b = whole_minute(a), whole_minute(b)
    if b < a:
        return -working_minutes_between(calendar, b, a)
    total = timedelta()
    for offset in range((b.date() - a.date()).days + 1):
        for opens, closes in working_intervals(calendar, a.date() + timedelta(days=offset)):
            total += max(min(closes, b) - max(opens, a), timedelta())
    return total // _MINUTE


def whole_minute(moment: datetime) -> datetime:
    """Return `moment` in Việt Nam's time without its seconds."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone")
    return clock.local(moment).replace(second=0, microsecond=0)


def is_make_up_day(calendar: Calendar, day: date) -> bool:
    mark = calendar.marks.get(day)
    return mark is not None and mark.kind == MarkKind.MAKE_UP_WORK

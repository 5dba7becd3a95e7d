"""Working time as arithmetic: properties, against an oracle that walks minute by minute."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.foundation.calendars import deadlines
from tinhso.foundation.calendars import working_time as wt
from tinhso.foundation.calendars.types import (
    Calendar,
    Interval,
    Limit,
    LimitUnit,
    Mark,
    MarkKind,
)
from tinhso.foundation.kernel import clock

FIRST = date(2025, 12, 1)
SPAN = 60


def calendar_of(marks: dict[date, MarkKind]) -> Calendar:
    since = date(2004, 1, 1)
    intervals = tuple(
        Interval(weekday, opens, closes, since)
        for weekday in range(5)
        for opens, closes in ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
    )
    return Calendar(
        "test", {day: Mark(day, kind, "x", "x") for day, kind in marks.items()}, intervals
    )


def moment(day: date, minute: int) -> datetime:
    return clock.at(day, 0) + timedelta(minutes=minute)


moments = st.builds(
    moment,
    st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n)),
    st.integers(0, 24 * 60 - 1),
)
calendars = st.dictionaries(
    st.integers(0, SPAN + 30).map(lambda n: FIRST + timedelta(days=n)),
    st.sampled_from([MarkKind.HOLIDAY, MarkKind.LOCAL_CLOSURE, MarkKind.MAKE_UP_WORK]),
    max_size=12,
).map(calendar_of)
minutes = st.integers(1, 3000)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """The oracle's rule, written from the law and not from the code."""
    mark = calendar.marks.get(at.date())
    working = at.weekday() < 5 if mark is None else mark.kind == MarkKind.MAKE_UP_WORK
    clock_time = at.time()
    return working and (
        time(7, 30) <= clock_time < time(11, 30) or time(13, 30) <= clock_time < time(17, 0)
    )


@settings(max_examples=60, deadline=None)
@given(calendars, moments, st.integers(0, 4 * 24 * 60))
def test_minutes_between_agree_with_walking_minute_by_minute(
    calendar: Calendar, start: datetime, length: int
) -> None:
    end = start + timedelta(minutes=length)
    walked = sum(is_open(calendar, start + timedelta(minutes=n)) for n in range(length))
    assert wt.working_minutes_between(calendar, start, end) == walked


@settings(max_examples=60, deadline=None)
@given(calendars, moments, st.integers(1, 900))
def test_adding_agrees_with_walking_minute_by_minute(
    calendar: Calendar, start: datetime, wanted: int
) -> None:
    at, passed = start, 0
    while passed < wanted:
        passed += is_open(calendar, at)
        at += timedelta(minutes=1)
    assert wt.add_working_minutes(calendar, start, wanted) == at


@settings(deadline=None)
@given(calendars, moments, minutes, minutes)
def test_adding_in_two_parts_is_adding_at_once(
    calendar: Calendar, start: datetime, first: int, second: int
) -> None:
    halfway = wt.add_working_minutes(calendar, start, first)
    assert wt.add_working_minutes(calendar, halfway, second) == wt.add_working_minutes(
        calendar, start, first + second
    )


@settings(deadline=None)
@given(calendars, moments, minutes)
def test_what_was_added_lies_between(calendar: Calendar, start: datetime, added: int) -> None:
    end = wt.add_working_minutes(calendar, start, added)
    assert wt.working_minutes_between(calendar, start, end) == added


@settings(deadline=None)
@given(calendars, moments, moments, moments)
def test_minutes_between_add_up_and_turn_round(
    calendar: Calendar, a: datetime, b: datetime, c: datetime
) -> None:
    between = wt.working_minutes_between
    assert between(calendar, a, b) + between(calendar, b, c) == between(calendar, a, c)
    assert between(calendar, a, b) == -between(calendar, b, a)


@settings(deadline=None)
@given(calendars, moments, moments, minutes, st.sampled_from(list(LimitUnit)), st.integers(1, 9))
def test_a_later_start_is_never_due_earlier(
    calendar: Calendar, a: datetime, b: datetime, added: int, unit: LimitUnit, number: int
) -> None:
    a, b = sorted((a, b))
    assert wt.add_working_minutes(calendar, a, added) <= wt.add_working_minutes(calendar, b, added)
    limit = Limit(1 if unit == LimitUnit.IN_DAY else number, unit)
    first = deadlines.derive(calendar, limit, a).due_at
    assert first <= deadlines.derive(calendar, limit, b).due_at
    assert first > a or unit == LimitUnit.WORKING_HOURS


@settings(deadline=None)
@given(calendars, moments, st.sampled_from(list(LimitUnit)), st.integers(1, 9))
def test_an_office_is_never_due_outside_its_hours(
    calendar: Calendar, start: datetime, unit: LimitUnit, number: int
) -> None:
    limit = Limit(1 if unit == LimitUnit.IN_DAY else number, unit)
    due_at = deadlines.derive(calendar, limit, start).due_at
    spans = wt.working_intervals(calendar, due_at.date())
    assert any(opens < due_at <= closes for opens, closes in spans)


def test_a_full_morning_ends_before_lunch_and_not_after() -> None:
    calendar = calendar_of({})
    start = clock.at(date(2025, 12, 1), 7, 30)
    assert wt.add_working_minutes(calendar, start, 240) == clock.at(date(2025, 12, 1), 11, 30)


def test_seconds_are_cut_off() -> None:
    calendar = calendar_of({})
    start = clock.at(date(2025, 12, 1), 8) + timedelta(seconds=59)
    assert wt.add_working_minutes(calendar, start, 1) == clock.at(date(2025, 12, 1), 8, 1)


def test_a_make_up_day_has_the_hours_of_the_day_taken_off() -> None:
    since = date(2004, 1, 1)
    calendar = Calendar(
        "test",
        {
            date(2026, 1, 10): Mark(
                date(2026, 1, 10),
                MarkKind.MAKE_UP_WORK,
                "x",
                "x",
                swapped_with=date(2026, 1, 2),
            )
        },
        (Interval(4, time(8), time(12), since), Interval(0, time(7), time(11), since)),
    )
    assert wt.end_of_day(calendar, date(2026, 1, 10)) == clock.at(date(2026, 1, 10), 12)


def test_hours_change_on_their_day() -> None:
    calendar = Calendar(
        "test",
        {},
        (
            Interval(0, time(7, 30), time(17), date(2004, 1, 1), date(2026, 5, 31)),
            Interval(0, time(7), time(16, 30), date(2026, 6, 1)),
        ),
    )
    assert wt.end_of_day(calendar, date(2026, 5, 25)) == clock.at(date(2026, 5, 25), 17)
    assert wt.end_of_day(calendar, date(2026, 6, 1)) == clock.at(date(2026, 6, 1), 16, 30)


def test_a_calendar_without_hours_is_an_error_and_not_an_endless_walk() -> None:
    with pytest.raises(wt.NoWorkingTimeError):
        wt.next_working_day(Calendar("empty", {}, ()), date(2026, 1, 1))


def test_working_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        wt.add_working_minutes(calendar_of({}), clock.at(date(2026, 1, 5), 8), -1)

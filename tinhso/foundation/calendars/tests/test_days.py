"""The committed days off, against the moon and against what was decreed."""

from datetime import date, time, timedelta

import lunar_vn
import pytest

from tinhso.foundation.calendars import seeds, selectors, services
from tinhso.foundation.calendars.models import DayMark
from tinhso.foundation.calendars.types import Interval, MarkKind
from tinhso.foundation.kernel.refusals import Conflict, Invalid

pytestmark = pytest.mark.django_db

YEARS = range(2020, 2028)


@pytest.fixture(autouse=True)
def calendar() -> None:
    seeds.seed()


def solar(day: int, month: int, year: int) -> date:
    return lunar_vn.lunar_to_solar(lunar_vn.LunarDate(day, month, year))


@pytest.mark.parametrize("year", YEARS)
def test_tet_and_gio_to_stand_where_the_moon_puts_them(year: int) -> None:
    tet = DayMark.objects.get(name_en="Lunar New Year", day__year=year).day
    assert tet == solar(1, 1, year)
    gio_to = DayMark.objects.get(name_en="Hùng Kings' Commemoration Day", day__year=year).day
    assert gio_to == solar(10, 3, year)


@pytest.mark.parametrize("year", YEARS)
def test_the_fixed_holidays_are_off_every_year(year: int) -> None:
    for day in (date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)):
        assert not selectors.is_working_day(day)


@pytest.mark.parametrize("year", YEARS)
def test_tet_gives_five_weekdays_off(year: int) -> None:
    tet = solar(1, 1, year)
    around = [tet + timedelta(days=n) for n in range(-4, 8)]
    off = [d for d in around if d.weekday() < 5 and not selectors.is_working_day(d)]
    assert len(off) == 5


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_swapped_days_point_at_each_other(off: date, worked: date) -> None:
    assert not selectors.is_working_day(off)
    assert selectors.is_working_day(worked)
    assert worked.weekday() == 5
    mark = selectors.find_day_off(off)
    assert mark is not None
    assert mark.kind == MarkKind.SWAP_OFF
    assert mark.swapped_with == worked
    assert mark.legal_basis


@pytest.mark.parametrize(
    "day",
    [date(2026, 2, 16), date(2026, 2, 20), date(2026, 4, 27), date(2026, 9, 1), date(2026, 11, 24)],
)
def test_the_days_off_of_2026_are_off(day: date) -> None:
    assert not selectors.is_working_day(day)
    assert selectors.find_day_off(day) is not None


def test_the_days_beside_are_worked() -> None:
    for day in (date(2026, 2, 13), date(2026, 2, 23), date(2026, 8, 13), date(2026, 9, 3)):
        assert selectors.is_working_day(day)
        assert selectors.find_day_off(day) is None


def test_2027_is_by_the_general_rule_and_says_so() -> None:
    assert all(mark.is_provisional for mark in selectors.list_marks(2027))
    assert not any(mark.is_provisional for mark in selectors.list_marks(2026))
    assert 2027 not in selectors.load_calendar().settled_years


def test_every_mark_has_a_basis_a_source_and_both_names() -> None:
    for mark in DayMark.objects.all():
        assert mark.legal_basis
        assert mark.source
        assert mark.name_vi
        assert mark.name_en


def test_loading_again_changes_nothing() -> None:
    before = DayMark.objects.count()
    loaded = selectors.load_calendar()
    seeds.seed()
    assert DayMark.objects.count() == before
    assert selectors.load_calendar().marks == loaded.marks


def test_a_new_mark_is_seen_at_once() -> None:
    day = date(2026, 8, 17)
    assert selectors.is_working_day(day)
    services.mark_day(
        day,
        MarkKind.LOCAL_CLOSURE,
        name_vi="Nghỉ do bão",
        name_en="Closed for a storm",
        legal_basis="Công điện minh họa",
        hours="province",
    )
    assert not selectors.is_working_day(day)


def test_an_offices_own_mark_wins_over_the_countrys() -> None:
    services.set_office_hours(
        "night",
        name_vi="Trực",
        name_en="On duty",
        intervals=[Interval(0, time(8), time(12), date(2004, 1, 1))],
    )
    services.mark_day(
        date(2026, 9, 2),
        MarkKind.MAKE_UP_WORK,
        name_vi="Trực lễ",
        name_en="On duty",
        legal_basis="Lịch trực minh họa",
        hours="night",
    )
    assert not selectors.is_working_day(date(2026, 9, 2))
    assert selectors.is_working_day(date(2026, 9, 2), "night")


def test_a_day_is_marked_once() -> None:
    with pytest.raises(Conflict, match="already_marked"):
        services.mark_day(
            date(2026, 9, 2), MarkKind.HOLIDAY, name_vi="x", name_en="x", legal_basis="x"
        )


def test_a_swap_marks_two_days_and_refuses_two_weekdays() -> None:
    services.swap_days(date(2027, 4, 15), date(2027, 4, 24), legal_basis="Thông báo minh họa")
    assert not selectors.is_working_day(date(2027, 4, 15))
    assert selectors.is_working_day(date(2027, 4, 24))
    with pytest.raises(Invalid):
        services.swap_days(date(2027, 6, 1), date(2027, 6, 2), legal_basis="x")

"""A figure says what it is made of, opens to its records, and adds up."""

# ruff: noqa: ARG005

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.engines.indicators.registry import measure, measures
from tinhso.engines.indicators.selectors import (
    PAGE_SIZE,
    adds_up,
    agencies_of,
    list_measures,
    records_of,
    series_of,
    value_of,
)
from tinhso.engines.indicators.types import (
    AgencyCount,
    Period,
    RecordRow,
    Span,
    Unit,
    value_from,
)
from tinhso.foundation.identity.types import Actor, SystemActor
from tinhso.foundation.kernel.refusals import Forbidden, NotFound

LEADER = SystemActor()
ANYONE = Actor.anonymous()
DAY = Period.day(date(2026, 8, 13))
ROWS = [RecordRow(code=f"R{n}", label=f"Record {n}", counted=n % 4 != 0) for n in range(120)]


def may_see(actor: Actor) -> bool:
    return actor.kind == "system"


@pytest.fixture(autouse=True)
def two_measures() -> Iterator[None]:
    measure(
        "test.count",
        name="Count",
        definition="Records of the day",
        version="1",
        unit=Unit.CASES,
        span=Span.TODAY,
        numerator=lambda actor, period: 120,
        records=lambda actor, period: [RecordRow(code=r.code, label=r.label) for r in ROWS],
        may_see=may_see,
    )
    measure(
        "test.rate",
        name="Rate",
        definition="Good ones among all",
        version="2",
        unit=Unit.PERCENT,
        numerator=lambda actor, period: 90,
        denominator=lambda actor, period: 120,
        records=lambda actor, period: ROWS,
        higher_is_better=True,
        target=Decimal(98),
        by_agency=lambda actor, period: [
            AgencyCount(agency="H99.112", name="Xã Hạc Lâm", numerator=9, denominator=12)
        ],
        series=lambda actor, period: [1, 2, 3],
        may_see=may_see,
    )
    yield
    measures.unregister("test.count")
    measures.unregister("test.rate")


def test_a_rate_shows_its_two_numbers_and_its_version() -> None:
    figure = value_of("test.rate", LEADER, DAY)
    assert (figure.value, figure.numerator, figure.denominator) == (Decimal("75.00"), 90, 120)
    assert (figure.version, figure.period) == ("2", DAY)
    assert figure.misses_target


def test_a_count_has_no_denominator() -> None:
    figure = value_of("test.count", LEADER, DAY)
    assert (figure.value, figure.denominator) == (Decimal(120), None)


def test_every_figure_opens_to_as_many_records_as_it_says() -> None:
    assert adds_up("test.count", LEADER, DAY)
    assert adds_up("test.rate", LEADER, DAY)


def test_records_come_in_pages_and_a_page_too_far_is_the_last() -> None:
    first = records_of("test.count", LEADER, DAY)
    last = records_of("test.count", LEADER, DAY, page=99)
    assert (len(first.rows), first.pages, first.total) == (PAGE_SIZE, 3, 120)
    assert (last.number, len(last.rows)) == (3, 20)
    assert records_of("test.count", LEADER, DAY, page=-5).number == 1


def test_a_measure_may_be_divided_by_agency_or_not() -> None:
    assert [row.value for row in agencies_of("test.rate", LEADER)] == [Decimal("75.00")]
    assert list(agencies_of("test.count", LEADER)) == []
    assert list(series_of("test.rate", LEADER)) == [1, 2, 3]
    assert list(series_of("test.count", LEADER)) == []


def test_a_stranger_sees_neither_figure_nor_records() -> None:
    assert list_measures(ANYONE) == []
    for ask in (value_of, records_of, agencies_of, series_of):
        with pytest.raises(Forbidden):
            ask("test.count", ANYONE, DAY)


def test_an_unknown_figure_is_not_found() -> None:
    with pytest.raises(NotFound):
        value_of("test.nothing", LEADER, DAY)


def test_a_rate_without_a_denominator_cannot_be_registered() -> None:
    with pytest.raises(ValueError, match="denominator"):
        measure(
            "test.bad",
            name="",
            definition="",
            version="1",
            unit=Unit.PERCENT,
            numerator=lambda actor, period: 0,
            records=lambda actor, period: [],
        )


def test_nothing_to_divide_by_is_no_value_and_not_zero() -> None:
    assert value_from(0, 0) is None
    assert value_from(0, 5) == Decimal("0.00")


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(1, 3, "33.33"), (2, 3, "66.67"), (1, 16, "6.25"), (1, 800, "0.13"), (5, 5, "100.00")],
)
def test_rates_are_rounded_to_two_decimals_halves_up(
    numerator: int, denominator: int, shown: str
) -> None:
    assert value_from(numerator, denominator) == Decimal(shown)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_part_is_never_more_than_the_whole(a: int, b: int) -> None:
    value = value_from(min(a, b), b)
    assert value is not None
    assert Decimal(0) <= value <= Decimal(100)


def test_periods_are_whole_days_in_viet_nam() -> None:
    period = Period.last_days(30, date(2026, 8, 13))
    assert (period.first, period.days) == (date(2026, 7, 15), 30)
    assert DAY.starts_at == datetime(2026, 8, 12, 17, tzinfo=UTC)
    assert DAY.ends_at == datetime(2026, 8, 13, 17, tzinfo=UTC)
    month = Period.month(date(2026, 2, 10))
    assert (month.first, month.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert date(2026, 2, 28) in month
    with pytest.raises(ValueError, match="ends"):
        Period(first=date(2026, 1, 2), last=date(2026, 1, 1))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_usual_period_holds_today(day: date) -> None:
    assert all(day in span.period(day) for span in Span)

"""Invented figures for the wall, in place of those that the systems register."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest

from tinhso.engines.indicators.registry import measure, measures
from tinhso.engines.indicators.types import AgencyCount, Measure, Period, RecordRow, Span, Unit
from tinhso.foundation.identity.types import Actor

NAMES = {
    "H99.101": "UBND phường Vân Khê",
    "H99.112": "UBND xã Hạc Lâm",
    "H99.115": "UBND xã Suối Ngàn",
}
LATE = [
    RecordRow(
        code=f"H99.112-260811-{n:04d}",
        label=f"Đăng ký khai sinh: Trần Thị Quỳnh Như {n}",
        url=f"/desk/{n}/" if n else "",
        note="16:30 12/08/2026",
        agency="UBND xã Hạc Lâm",
    )
    for n in range(60)
]
JUDGED = [
    RecordRow(code=f"J{n}", label=f"Hồ sơ {n}", url=f"/desk/j{n}/", counted=n >= 3)
    for n in range(80)
]


def _sixty(_actor: Actor, _period: Period) -> int:
    return len(LATE)


def _late(_actor: Actor, _period: Period) -> Sequence[RecordRow]:
    return LATE


def _on_time(_actor: Actor, _period: Period) -> int:
    return 77


def _eighty(_actor: Actor, _period: Period) -> int:
    return len(JUDGED)


def _judged(_actor: Actor, _period: Period) -> Sequence[RecordRow]:
    return JUDGED


def _none(_actor: Actor, _period: Period) -> int:
    return 0


def _no_rows(_actor: Actor, _period: Period) -> Sequence[RecordRow]:
    return []


def _late_by_agency(_actor: Actor, _period: Period) -> Sequence[AgencyCount]:
    return [AgencyCount(agency="H99.112", name=NAMES["H99.112"], numerator=60)]


def _rate_by_agency(_actor: Actor, _period: Period) -> Sequence[AgencyCount]:
    good = {"H99.101": 40, "H99.112": 20, "H99.115": 17}
    return [
        AgencyCount(agency=code, name=NAMES[code], numerator=good[code], denominator=whole)
        for code, whole in (("H99.101", 40), ("H99.112", 23), ("H99.115", 17))
    ]


def _days(_actor: Actor, _period: Period) -> Sequence[int]:
    return [31, 40, 38, 52, 12, 0, 61, 58, 49, 55, 70, 15, 0, 64]


@pytest.fixture
def figures() -> Iterator[None]:
    """Only these four figures are known during the test."""
    before: dict[str, Measure] = {code: measures[code] for code in measures}
    for code in before:
        measures.unregister(code)
    measure(
        "cases.overdue",
        name="Overdue now",
        definition="Open cases past their due moment.",
        version="1",
        unit=Unit.CASES,
        higher_is_better=False,
        span=Span.TODAY,
        numerator=_sixty,
        records=_late,
        by_agency=_late_by_agency,
    )
    measure(
        "cases.on_time_rate",
        name="Finished on time, 30 days",
        definition="Finished on time among those finished.",
        version="3",
        unit=Unit.PERCENT,
        higher_is_better=True,
        target=Decimal(98),
        numerator=_on_time,
        denominator=_eighty,
        records=_judged,
        by_agency=_rate_by_agency,
        sources=["Case records"],
    )
    measure(
        "cases.received_today",
        name="Cases received today",
        definition="Cases submitted within the day.",
        version="1",
        unit=Unit.CASES,
        span=Span.TODAY,
        numerator=_sixty,
        records=_late,
        series=_days,
    )
    measure(
        "cases.online_rate",
        name="Submitted online, 30 days",
        definition="Online among all.",
        version="1",
        unit=Unit.PERCENT,
        higher_is_better=True,
        numerator=_none,
        denominator=_none,
        records=_no_rows,
    )
    yield
    for code in list(measures):
        measures.unregister(code)
    for code, kept in before.items():
        measures.register(code, kept)

"""What stands on the wall: only figures that open to records, in the order leaders read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tinhso.engines.indicators import selectors as indicators
from tinhso.engines.indicators.types import (
    AgencyCount,
    Figure,
    Measure,
    RecordRow,
    Unit,
    Words,
)
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock

ORDER = ("cases.received_today", "cases.on_time_rate", "cases.overdue", "cases.online_rate")
RATE, LATE = "cases.on_time_rate", "cases.overdue"  # what the table of agencies is sorted by
ROWS_ON_WALL = 12
RECORDS_ON_WALL = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    figure: Figure
    series: Sequence[int | float]

    @property
    def is_bad(self) -> bool:
        """Say whether it asks for attention: a count that should be nothing, and is not."""
        figure = self.figure
        return figure.unit == Unit.CASES and figure.higher_is_better is False and bool(figure.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyRow:
    code: str
    name: str
    counts: tuple[AgencyCount | None, ...]  # in the order of the table's measures

    def value(self, place: int | None) -> Decimal | None:
        count = self.counts[place] if place is not None else None
        return count.value if count else None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyTable:
    measures: tuple[Measure, ...]
    rows: tuple[AgencyRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Urgent:
    """The records of a figure that asks for attention."""

    figure: Figure
    rows: Sequence[RecordRow]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    name: Words
    code: str
    values: Sequence[int | float]  # one a day
    last: date

    @property
    def first(self) -> date:
        return self.last - timedelta(days=len(self.values) - 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    as_of: datetime
    tiles: Sequence[Tile]
    table: AgencyTable
    urgent: Urgent | None
    chart: Chart | None


def read_board(actor: Actor) -> Board:
    """Return the wall of today as `actor` may see it."""
    as_of = clock.now()
    tiles = [
        Tile(
            figure=indicators.value_of(measure.code, actor),
            series=indicators.series_of(measure.code, actor),
        )
        for measure in ordered_measures(actor)
    ]
    return Board(
        as_of=as_of,
        tiles=tiles,
        table=read_agencies(actor),
        urgent=_urgent(actor, tiles),
        chart=_chart(tiles),
    )


def ordered_measures(actor: Actor) -> list[Measure]:
    """Return the measures in the order of the wall; those it does not know come last."""
    places = {code: place for place, code in enumerate(ORDER)}
    found = indicators.list_measures(actor)
    return sorted(found, key=lambda measure: (places.get(measure.code, len(ORDER)), measure.code))


def read_agencies(actor: Actor) -> AgencyTable:
    """Return every agency's counts, the one that needs help most first."""
    measures = tuple(m for m in ordered_measures(actor) if m.by_agency is not None)
    names: dict[str, str] = {}
    counts: list[dict[str, AgencyCount]] = []
    for measure in measures:
        found = indicators.agencies_of(measure.code, actor)
        names.update({count.agency: count.name for count in found})
        counts.append({count.agency: count for count in found})
    rows = [
        AgencyRow(code=code, name=name, counts=tuple(column.get(code) for column in counts))
        for code, name in names.items()
    ]
    codes = [measure.code for measure in measures]
    rate = codes.index(RATE) if RATE in codes else None
    late = codes.index(LATE) if LATE in codes else None
    rows.sort(key=lambda row: _need(row, rate, late))
    return AgencyTable(measures=measures, rows=tuple(rows))


def _need(row: AgencyRow, rate: int | None, late: int | None) -> tuple[Decimal, Decimal, str]:
    on_time = row.value(rate)
    return (
        Decimal(101) if on_time is None else on_time,
        -(row.value(late) or Decimal(0)),
        row.name,
    )


def _urgent(actor: Actor, tiles: Sequence[Tile]) -> Urgent | None:
    for tile in tiles:
        figure = tile.figure
        if figure.unit == Unit.CASES and figure.higher_is_better is False:
            page = indicators.records_of(figure.code, actor, figure.period)
            return Urgent(figure=figure, rows=page.rows[:RECORDS_ON_WALL], total=page.total)
    return None


def _chart(tiles: Sequence[Tile]) -> Chart | None:
    for tile in tiles:
        if tile.figure.unit == Unit.CASES and len(tile.series) > 1:
            figure = tile.figure
            return Chart(
                name=figure.name, code=figure.code, values=tile.series, last=figure.period.last
            )
    return None

"""Figures as they are written, and lines as they are drawn, on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from tinhso.engines.indicators.types import AgencyCount, Figure, Measure, Unit, Words
from tinhso.faces.ioc.board import AgencyRow, AgencyTable
from tinhso.faces.ioc.drawing import Number, axis_from_zero, draw_line

register = template.Library()


@register.filter
def number(value: Decimal | float | None) -> str:
    """Write a number with the reader's separators; nothing to show is a dash."""
    if value is None:
        return "–"
    places = 2 if isinstance(value, Decimal) and value != value.to_integral_value() else None
    return number_format(value, decimal_pos=places, force_grouping=True)


@register.filter
def figure_value(figure: Figure | AgencyCount | None) -> str:
    """Write a figure's value: rates with two decimals, counts whole."""
    if figure is None or figure.value is None:
        return "–"
    if figure.denominator is not None:
        return number_format(figure.value, decimal_pos=2, force_grouping=True)
    return number_format(int(figure.value), force_grouping=True)


@register.filter
def is_rate(unit: str) -> bool:
    return unit == Unit.PERCENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    name: Words
    count: AgencyCount | None
    is_rate: bool
    is_bad: bool
    target: Decimal | None


@register.filter
def cells(row: AgencyRow, table: AgencyTable) -> list[Cell]:
    """Return a row's cells, each with what its measure says about good and bad."""
    return [_cell(*pair) for pair in zip(table.measures, row.counts, strict=True)]


def _cell(measure: Measure, count: AgencyCount | None) -> Cell:
    value = count.value if count else None
    rate = measure.unit == Unit.PERCENT
    bad = not rate and measure.higher_is_better is False and bool(value)
    return Cell(name=measure.name, count=count, is_rate=rate, is_bad=bad, target=measure.target)


@register.inclusion_tag("ioc/_sparkline.html")
def sparkline(values: Sequence[Number], colour: str) -> dict[str, Any]:
    """Draw the recent values; `colour` is one of the wall's, as hex."""
    if len(values) < 2:
        return {"line": None}
    line = draw_line(values, width=95, top=5, bottom=41, low=min(values), high=max(values))
    return {"line": line, "colour": colour}


@register.inclusion_tag("ioc/_bar.html")
def rate_bar(count: AgencyCount | None, target: Decimal | None) -> dict[str, Any]:
    """Draw a rate from 0 to 100 with the target as a mark."""
    value = count.value if count else None
    colour = "#6fb3ff"
    if value is not None and target is not None and value < target:
        colour = "#ff7a6b" if value < target - 8 else "#ffb454"
    return {
        "value": f"{value:.2f}" if value is not None else None,
        "target": f"{target:.2f}" if target is not None else None,
        "colour": colour,
    }


@register.inclusion_tag("ioc/_chart.html")
def day_chart(values: Sequence[Number], first: date, last: date) -> dict[str, Any]:
    """Draw values of successive days, the axis beginning at nought."""
    top, bottom, width = 12.0, 200.0, 520.0
    ticks = axis_from_zero(values, top=top, bottom=bottom)
    high = ticks[-1].value
    line = draw_line(values, width=width, top=top, bottom=bottom, low=0, high=high)
    return {
        "line": line,
        "area": f"{line.path} L{width} {bottom} L0 {bottom} Z",
        "ticks": ticks,
        "last": values[-1],
        "bottom": bottom,
        "label_y": max(line.end_y, 20.0),
        "first": first,
        "end": last,
    }

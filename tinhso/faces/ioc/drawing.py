"""Small drawings made on the server: points of lines, in the units of an SVG's viewBox."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Number = int | float


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    path: str
    end_x: float
    end_y: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    value: int
    y: float


def draw_line(
    values: Sequence[Number], *, width: float, top: float, bottom: float, low: Number, high: Number
) -> Line:
    """Return the line through `values`, the last at `width`; equal bounds draw it in the middle."""
    step = width / max(len(values) - 1, 1)
    span = high - low

    def y(value: Number) -> float:
        if span == 0:
            return (top + bottom) / 2
        return bottom - (bottom - top) * (value - low) / span

    points = [(round(i * step, 1), round(y(value), 1)) for i, value in enumerate(values)]
    path = " ".join(f"{'L' if i else 'M'}{x} {y}" for i, (x, y) in enumerate(points))
    return Line(path=path, end_x=points[-1][0], end_y=points[-1][1])


def axis_from_zero(values: Sequence[Number], *, top: float, bottom: float) -> list[Tick]:
    """Return marks from 0 to a round number at or above the highest value, at most six."""
    highest = max([*values, 1])
    power: int = 10 ** math.floor(math.log10(highest / 4)) if highest >= 4 else 1
    step = next(int(m * power) for m in (1, 2, 5, 10) if m * power * 5 >= highest)
    last = math.ceil(highest / step) * step
    return [
        Tick(value=value, y=round(bottom - (bottom - top) * value / last, 1))
        for value in range(0, last + 1, step)
    ]

"""Words of the figures: what is measured, over which days, and what a figure is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, Self, overload

from django.db.models import Model, QuerySet, TextChoices
from django.utils.functional import Promise

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock

Words = str | Promise


class Unit(TextChoices):
    CASES = "cases", "cases"  # a count
    PERCENT = "percent", "per cent"  # numerator / denominator × 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days from `first` to `last`, both inclusive, in Việt Nam."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A period ends on or after the day it begins")

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(first=day, last=day)

    @classmethod
    def last_days(cls, number: int, today: date) -> Self:
        """Return the `number` days that end with `today`."""
        return cls(first=today - timedelta(days=number - 1), last=today)

    @classmethod
    def month(cls, day: date) -> Self:
        """Return the calendar month of `day`."""
        first = day.replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        return cls(first=first, last=following - timedelta(days=1))

    @property
    def starts_at(self) -> datetime:
        return clock.at(self.first, 0)

    @property
    def ends_at(self) -> datetime:
        """Return the first moment after the period."""
        return clock.at(self.last + timedelta(days=1), 0)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


class Span(TextChoices):
    """The period that a measure is shown over when nobody chose one."""

    TODAY = "today", "today"
    DAYS_30 = "30-days", "30 days"
    MONTH = "month", "this month"

    def period(self, today: date) -> Period:
        if self is Span.TODAY:
            return Period.day(today)
        return Period.month(today) if self is Span.MONTH else Period.last_days(30, today)


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordRow:
    """One record behind a figure, as its reader may see it."""

    code: str
    label: str
    url: str = ""  # empty when the reader may know of it but not open it
    note: str = ""
    agency: str = ""
    counted: bool = True  # False: in the denominator only


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyCount:
    """A measure's two numbers at one agency."""

    agency: str  # code
    name: str
    numerator: int
    denominator: int | None = None
    url: str = ""

    @property
    def value(self) -> Decimal | None:
        return value_from(self.numerator, self.denominator)


class Records(Protocol):
    """Record rows that are fetched a page at a time: a list, or `QueryRows`."""

    def __len__(self) -> int: ...

    @overload
    def __getitem__(self, index: int, /) -> RecordRow: ...

    @overload
    def __getitem__(self, index: slice, /) -> Sequence[RecordRow]: ...


class QueryRows:
    """Record rows over a queryset: counted and fetched by the database, made when looked at."""

    def __init__(self, rows: "QuerySet[Model]", make: Callable[[Model], RecordRow]) -> None:
        self._rows = rows
        self._make = make

    def __len__(self) -> int:
        return self._rows.count()

    @overload
    def __getitem__(self, index: int, /) -> RecordRow: ...

    @overload
    def __getitem__(self, index: slice, /) -> Sequence[RecordRow]: ...

    def __getitem__(self, index: int | slice, /) -> RecordRow | Sequence[RecordRow]:
        if isinstance(index, int):
            return self._make(self._rows[index])
        return [self._make(row) for row in self._rows[index]]


Count = Callable[[Actor, Period], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One thing that is measured, with its formula in words and in code.

    A count's records are those counted; a rate's are those of the denominator,
    each saying whether it is counted. All callables see only what `actor` may see.
    """

    code: str
    name: Words
    definition: Words
    version: str
    unit: Unit
    numerator: Count
    records: Callable[[Actor, Period], Records]
    may_see: Callable[[Actor], bool]
    denominator: Count | None = None
    higher_is_better: bool | None = None
    span: Span = Span.DAYS_30
    target: Decimal | None = None
    sources: tuple[Words, ...] = ()
    by_agency: Callable[[Actor, Period], Sequence[AgencyCount]] | None = None
    series: Callable[[Actor, Period], Sequence[int | float]] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A measure's value over a period, with everything needed to check it."""

    code: str
    name: Words
    definition: Words
    version: str
    unit: Unit
    period: Period
    value: Decimal | None  # None: nothing to divide by
    numerator: int
    denominator: int | None
    as_of: datetime
    sources: tuple[Words, ...]
    higher_is_better: bool | None
    target: Decimal | None

    @property
    def misses_target(self) -> bool:
        if self.value is None or self.target is None or self.higher_is_better is None:
            return False
        return self.value < self.target if self.higher_is_better else self.value > self.target


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPage:
    rows: tuple[RecordRow, ...]
    number: int  # from 1
    pages: int
    total: int


def value_from(numerator: int, denominator: int | None) -> Decimal | None:
    """Return the count, or the rate in per cent with two decimals; None when nothing divides it.

    QĐ 766/QĐ-TTg, working document of 2026: two decimals, and a denominator of
    0 gives no value. Halves are rounded up, as on paper.
    """
    if denominator is None:
        return Decimal(numerator)
    if denominator == 0:
        return None
    rate = Decimal(numerator) * 100 / Decimal(denominator)
    return rate.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

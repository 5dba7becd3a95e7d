"""Figures, and the records behind each. A figure that cannot be opened is not shown."""

from collections.abc import Sequence

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, NotFound

from .registry import measures
from .types import AgencyCount, Figure, Measure, Period, RecordPage, value_from

PAGE_SIZE = 50


def access_measure(actor: Actor, code: str) -> Measure:
    """Return the measure if `actor` may see its figure."""
    found = measures.find(code)
    if found is None:
        raise NotFound("indicators.no_such_measure", measure=code)
    if not found.may_see(actor):
        raise Forbidden("indicators.not_yours")
    return found


def list_measures(actor: Actor) -> list[Measure]:
    """Return the measures whose figures `actor` may see, by code."""
    return [measure for measure in measures.values() if measure.may_see(actor)]


def value_of(code: str, actor: Actor, period: Period | None = None) -> Figure:
    """Return the figure over `period`, or over the measure's usual one."""
    measure = access_measure(actor, code)
    period = period or usual_period(measure)
    as_of = clock.now()
    numerator = measure.numerator(actor, period)
    denominator = measure.denominator(actor, period) if measure.denominator else None
    return Figure(
        code=measure.code,
        name=measure.name,
        definition=measure.definition,
        version=measure.version,
        unit=measure.unit,
        period=period,
        value=value_from(numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        as_of=as_of,
        sources=measure.sources,
        higher_is_better=measure.higher_is_better,
        target=measure.target,
    )


def records_of(code: str, actor: Actor, period: Period | None = None, page: int = 1) -> RecordPage:
    """Return a page of the records behind the figure; a page too far is the last one."""
    measure = access_measure(actor, code)
    records = measure.records(actor, period or usual_period(measure))
    total = len(records)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    first = (number - 1) * PAGE_SIZE
    rows = tuple(records[first : first + PAGE_SIZE]) if total else ()
    return RecordPage(rows=rows, number=number, pages=pages, total=total)


def agencies_of(code: str, actor: Actor, period: Period | None = None) -> Sequence[AgencyCount]:
    """Return the measure agency by agency; empty when it cannot be divided so."""
    measure = access_measure(actor, code)
    if measure.by_agency is None:
        return ()
    return measure.by_agency(actor, period or usual_period(measure))


def series_of(code: str, actor: Actor, period: Period | None = None) -> Sequence[int | float]:
    """Return the measure's recent values, oldest first; empty when it keeps none."""
    measure = access_measure(actor, code)
    if measure.series is None:
        return ()
    return measure.series(actor, period or usual_period(measure))


def usual_period(measure: Measure) -> Period:
    return measure.span.period(clock.today())


def adds_up(code: str, actor: Actor, period: Period | None = None) -> bool:
    """Say whether the records behind the figure are as many as it says. For tests."""
    figure = value_of(code, actor, period)
    measure = access_measure(actor, code)
    records = measure.records(actor, figure.period)
    rows = records[0 : len(records)] if len(records) else ()
    counted = sum(row.counted for row in rows)
    whole = figure.numerator if figure.denominator is None else figure.denominator
    return len(rows) == whole and counted == figure.numerator


def list_figures(actor: Actor) -> list[Figure]:
    """Return every figure that `actor` may see, each over its usual period."""
    return [value_of(measure.code, actor) for measure in list_measures(actor)]

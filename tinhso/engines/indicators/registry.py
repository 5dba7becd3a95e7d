"""What can be measured: systems register their measures in `ready()`."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.registry import Registry

from .types import AgencyCount, Count, Measure, Period, Records, Span, Unit, Words

measures: Registry[Measure] = Registry("measure")


def measure(
    code: str,
    *,
    name: Words,
    definition: Words,
    version: str,
    unit: Unit,
    numerator: Count,
    records: Callable[[Actor, Period], Records],
    denominator: Count | None = None,
    higher_is_better: bool | None = None,
    span: Span = Span.DAYS_30,
    target: Decimal | None = None,
    sources: Sequence[Words] = (),
    by_agency: Callable[[Actor, Period], Sequence[AgencyCount]] | None = None,
    series: Callable[[Actor, Period], Sequence[int | float]] | None = None,
    may_see: Callable[[Actor], bool] | None = None,
) -> Measure:
    """Register a measure. A rate (`Unit.PERCENT`) needs a denominator, a count has none.

    A new formula is a new `version`: readers see it beside the figure.
    """
    if (unit is Unit.PERCENT) != (denominator is not None):
        raise ValueError(f"{code}: a rate has a denominator, a count has none")
    return measures.register(
        code,
        Measure(
            code=code,
            name=name,
            definition=definition,
            version=version,
            unit=unit,
            numerator=numerator,
            denominator=denominator,
            records=records,
            higher_is_better=higher_is_better,
            span=span,
            target=target,
            sources=tuple(sources),
            by_agency=by_agency,
            series=series,
            may_see=may_see or _is_official,
        ),
    )


def _is_official(actor: Actor) -> bool:
    return actor.is_official

"""What is measured of cases. Each count and its list come from the same query, so they agree.

Formulae follow the working document of QĐ 766/QĐ-TTg (2.1 on time, 3.3 online share); the
version is shown beside every figure.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.db.models import Case as When
from django.db.models import Count, F, Model, Q, QuerySet
from django.db.models import When as Branch
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.engines.indicators.registry import measure
from tinhso.engines.indicators.types import (
    AgencyCount,
    Period,
    QueryRows,
    RecordRow,
    Span,
    Unit,
)
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.clock import VIETNAM

from .models import Case
from .selectors import agency_names, cases_for_figures
from .types import OPEN, Channel

Rows = Callable[[Actor, Period], QuerySet[Case]]

REGISTRY_OF_CASES = _("Case records of this platform")


def received(actor: Actor, period: Period) -> QuerySet[Case]:
    return cases_for_figures(actor).filter(
        submitted_at__gte=period.starts_at, submitted_at__lt=period.ends_at
    )


def received_online(actor: Actor, period: Period) -> QuerySet[Case]:
    return received(actor, period).filter(channel=Channel.ONLINE)


def judged(actor: Actor, period: Period) -> QuerySet[Case]:
    """Cases whose time limit can be judged: finished in the period, or open and already late."""
    now = min(clock.now(), period.ends_at)
    finished = Q(finished_at__gte=period.starts_at, finished_at__lt=period.ends_at)
    late = Q(status__in=OPEN, due_at__lt=now)
    return cases_for_figures(actor).filter(finished | late)


def on_time(actor: Actor, period: Period) -> QuerySet[Case]:
    return judged(actor, period).filter(finished_at__lte=F("due_at"))


def overdue(actor: Actor, _period: Period) -> QuerySet[Case]:
    return (
        cases_for_figures(actor)
        .annotate(due=Coalesce(F("due_at"), F("intake_due_at")))
        .filter(status__in=OPEN, due__lt=clock.now())
    )


def _count(rows: Rows) -> Callable[[Actor, Period], int]:
    return lambda actor, period: rows(actor, period).count()


def _records(rows: Rows, counted: Rows | None = None) -> Callable[[Actor, Period], QueryRows]:
    """Return the rows behind a figure; of a rate, those of the denominator, the counted marked."""

    def listed(actor: Actor, period: Period) -> QueryRows:
        found = rows(actor, period).select_related("edition__procedure", "agency")
        if counted is not None:
            inside = counted(actor, period).values("pk")
            found = found.annotate(
                is_counted=When(Branch(pk__in=inside, then=True), default=False)
            ).order_by("is_counted", "-submitted_at", "-pk")
        else:
            found = found.order_by("-submitted_at", "-pk")
        return QueryRows(found, _row)

    return listed


def _row(row: Model) -> RecordRow:
    assert isinstance(row, Case)
    name = row.edition.procedure.name
    said = name.get(get_language() or "vi") or name["vi"]
    due = row.due_at or row.intake_due_at
    return RecordRow(
        code=row.code,
        label=f"{said}: {row.about}",
        url=reverse("cases_desk:detail", args=[row.uid]),
        note=clock.local(due).strftime("%H:%M %d/%m/%Y"),
        agency=row.agency.name_vi,
        counted=getattr(row, "is_counted", True),
    )


def _by_agency(
    numerator: Rows, denominator: Rows | None = None
) -> Callable[[Actor, Period], list[AgencyCount]]:
    def counted(actor: Actor, period: Period) -> list[AgencyCount]:
        above = _per_agency(numerator(actor, period))
        below = _per_agency(denominator(actor, period)) if denominator else None
        names = agency_names(set(above) | set(below or {}))
        return [
            AgencyCount(
                agency=code,
                name=names[code].name_vi if code in names else code,
                numerator=above.get(code, 0),
                denominator=below.get(code, 0) if below is not None else None,
            )
            for code in sorted(set(above) | set(below or {}))
        ]

    return counted


def _per_agency(rows: QuerySet[Case]) -> dict[str, int]:
    found = rows.order_by().values("agency_code").annotate(number=Count("pk"))
    return {row["agency_code"]: row["number"] for row in found}


def _daily(actor: Actor, period: Period) -> list[int]:
    """Return the cases received on each of the last fourteen days, oldest first."""
    window = Period.last_days(14, period.last)
    day = TruncDate("submitted_at", tzinfo=VIETNAM)
    rows = received(actor, window).order_by().annotate(day=day).values("day")
    found = {row["day"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    return [found.get(window.first + timedelta(days=n), 0) for n in range(14)]


def register_measures() -> None:
    measure(
        "cases.received_today",
        name=_("Cases received today"),
        definition=_("Cases submitted within the day, by every channel."),
        version="1",
        unit=Unit.CASES,
        span=Span.TODAY,
        numerator=_count(received),
        records=_records(received),
        by_agency=_by_agency(received),
        series=_daily,
        sources=[REGISTRY_OF_CASES],
    )
    measure(
        "cases.online_rate",
        name=_("Submitted online, 30 days"),
        definition=_(
            "Cases submitted online, divided by all cases submitted in the period. It measures the"
            " channel of intake, not the service level of procedures."
        ),
        version="1",
        unit=Unit.PERCENT,
        higher_is_better=True,
        numerator=_count(received_online),
        denominator=_count(received),
        records=_records(received, received_online),
        by_agency=_by_agency(received_online, received),
        sources=[REGISTRY_OF_CASES],
    )
    measure(
        "cases.on_time_rate",
        name=_("Finished on time, 30 days"),
        definition=_(
            "Cases finished in the period not later than their due moment, divided by the cases"
            " finished in the period and the open ones that are already late."
        ),
        version="1",
        unit=Unit.PERCENT,
        higher_is_better=True,
        target=Decimal(98),
        numerator=_count(on_time),
        denominator=_count(judged),
        records=_records(judged, on_time),
        by_agency=_by_agency(on_time, judged),
        sources=[REGISTRY_OF_CASES],
    )
    measure(
        "cases.overdue",
        name=_("Overdue now"),
        definition=_(
            "Open cases past the due moment of the clock that runs: the answer to a new one, or the"
            " whole case."
        ),
        version="1",
        unit=Unit.CASES,
        higher_is_better=False,
        span=Span.TODAY,
        numerator=_count(overdue),
        records=_records(overdue),
        by_agency=_by_agency(overdue),
        sources=[REGISTRY_OF_CASES],
    )

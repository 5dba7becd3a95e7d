"""The wall of the province's leaders, and the records behind what it says."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.engines.indicators import selectors as indicators
from tinhso.engines.indicators.types import Period, Span
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.identity.web.guards import official_required
from tinhso.foundation.kernel import clock

from .board import ROWS_ON_WALL, read_agencies, read_board

LEADER = "province_leader"
LONGEST = 366  # days


@require_safe
@never_cache
@official_required(role=LEADER)
def wall(request: UserRequest) -> HttpResponse:
    """The wall: figures, agencies that need help, cases that wait."""
    return render(request, "ioc/wall.html", _wall(request))


@require_safe
@never_cache
@official_required(role=LEADER)
def board(request: UserRequest) -> HttpResponse:
    """The same without its frame: what the page asks for again and again."""
    return render(request, "ioc/_board.html", _wall(request))


def _wall(request: UserRequest) -> dict[str, object]:
    read = read_board(request.actor)
    return {
        "board": read,
        "rows": read.table.rows[:ROWS_ON_WALL],
        "more_agencies": max(len(read.table.rows) - ROWS_ON_WALL, 0),
        "colours": ("#6fb3ff", "#5fd38d", "#ff7a6b", "#ffd23f"),
    }


@require_safe
@never_cache
@official_required(role=LEADER)
def agencies(request: UserRequest) -> HttpResponse:
    """Every agency with its numbers, the one that needs help most first."""
    table = read_agencies(request.actor)
    return render(
        request,
        "ioc/agencies.html",
        {"table": table, "rows": table.rows, "as_of": clock.now()},
    )


@require_safe
@never_cache
@official_required(role=LEADER)
def figure(request: UserRequest, code: str) -> HttpResponse:
    """One figure over a chosen period: its formula, its two numbers, its records."""
    measure = indicators.access_measure(request.actor, code)
    asked = _read_period(request, indicators.usual_period(measure))
    found = indicators.value_of(code, request.actor, asked.period)
    page = indicators.records_of(code, request.actor, asked.period, _page_number(request))
    return render(
        request,
        "ioc/figure.html",
        {
            "figure": found,
            "page": page,
            "asked": asked,
            "shortcuts": [(span.value, span.period(clock.today())) for span in Span],
            "span": measure.span,
        },
        status=422 if asked.problem else 200,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The period that the reader asked for, and what was typed when it could not be read."""

    period: Period
    first: str
    last: str
    problem: str = ""

    @property
    def query(self) -> str:
        return f"tu={self.period.first.isoformat()}&den={self.period.last.isoformat()}"


def _read_period(request: HttpRequest, usual: Period) -> Asked:
    typed_first, typed_last = request.GET.get("tu", "").strip(), request.GET.get("den", "").strip()
    if not typed_first and not typed_last:
        return _asked(usual)
    first, last = _read_date(typed_first), _read_date(typed_last)
    problem = ""
    if first is None or last is None:
        problem = _("Type both days like 13/08/2026.")
    elif last < first:
        problem = _("The last day must be on or after the first day.")
    elif (last - first).days >= LONGEST:
        problem = _("Choose a period of at most %(days)s days.") % {"days": LONGEST}
    else:
        return _asked(Period(first=first, last=last))
    return Asked(period=usual, first=typed_first, last=typed_last, problem=problem)


def _asked(period: Period) -> Asked:
    shown = "%d/%m/%Y"
    return Asked(
        period=period, first=period.first.strftime(shown), last=period.last.strftime(shown)
    )


def _read_date(typed: str) -> date | None:
    from django.forms import DateField
    from django.forms import ValidationError as Unreadable

    try:
        found = DateField(input_formats=get_format("DATE_INPUT_FORMATS")).clean(typed)
    except Unreadable:
        return None
    return found if isinstance(found, date) else None


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("trang", "1")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1

"""The API: one function an operation, each calling the selector that the page calls."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.params.functions import Query
from ninja.security import django_auth

from tinhso.engines.indicators import selectors as indicators
from tinhso.engines.vault import selectors as vault
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.systems.cases import selectors as cases
from tinhso.systems.cases import services as case_services
from tinhso.systems.procedures import selectors as procedures

from .schemas import (
    CaseOut,
    CasesOut,
    FigureOut,
    ProcedureOut,
    ResultOut,
    TrackIn,
    TrackOut,
)

api = NinjaAPI(
    title="TỉnhSố",
    version="0.1.0",
    description="Procedures, cases, results and figures of a province. "
    "In a demonstration the national systems behind are simulators.",
    urls_namespace="api",
    openapi_extra={"openapi": "3.1.0"},
)


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request, HttpRequest)
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else Actor.anonymous()


@api.get("/procedures", response=list[ProcedureOut], tags=["procedures"])
def list_procedures(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100, description="With or without marks")] = "",
) -> Any:
    """Return the procedures that can be filed here, or those that fit the words of `q`."""
    return procedures.search_procedures(q) if q else procedures.list_procedures()


@api.get("/procedures/{code}", response=ProcedureOut, tags=["procedures"])
def get_procedure(request: HttpRequest, code: str) -> Any:
    """Return one procedure by its national code."""
    return procedures.get_procedure(code)


@api.post("/cases/track", response=TrackOut, tags=["cases"])
def track_case(request: HttpRequest, wanted: TrackIn) -> Any:
    """Return where a case stands, to whoever holds the code and the secret of its receipt."""
    case = case_services.track_case(wanted.code, wanted.secret, request.META.get("REMOTE_ADDR", ""))
    if case is None:
        raise NotFound("cases.not_found")
    return case_services.story_of(case)


@api.get("/cases", response=CasesOut, auth=django_auth, tags=["cases"])
def list_cases(request: HttpRequest, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Any:
    """Return the cases that the signed-in person filed, or those of the official's office."""
    return cases.list_for_api(_actor(request), page=page)


@api.get("/cases/{code}", response=CaseOut, auth=django_auth, tags=["cases"])
def get_case(request: HttpRequest, code: str) -> Any:
    """Return one case, under the reader's own rights."""
    return cases.api_case(cases.access_case_by_code(_actor(request), code))


@api.get("/results/{code}", response=ResultOut, tags=["results"])
def verify_result(request: HttpRequest, code: str) -> Any:
    """Return what anybody may know of a result: issuer, date, status and a masked name."""
    return vault.find_public(code)


@api.get("/figures", response=list[FigureOut], auth=django_auth, tags=["figures"])
def list_figures(request: HttpRequest) -> Any:
    """Return the province's figures with definition, version, numerator and denominator."""
    return indicators.list_figures(_actor(request))


@api.get("/figures/{code}", response=FigureOut, auth=django_auth, tags=["figures"])
def get_figure(request: HttpRequest, code: str) -> Any:
    """Return one figure under the reader's own rights."""
    return indicators.value_of(code, _actor(request))

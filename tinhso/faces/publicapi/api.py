"""The API: one function an operation, each calling the selector that the page calls."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja.params.functions import Query
from ninja.security import django_auth

from tinhso.engines.indicators import selectors as indicators
from tinhso.engines.vault import selectors as vault
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.identity.web.address import address_of
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.systems.cases import selectors as cases
from tinhso.systems.cases import services as case_services
from tinhso.systems.procedures import selectors as procedures

from .problems import Api, refusals
from .schemas import (
    CaseOut,
    CasesOut,
    FigureOut,
    ProcedureOut,
    ResultOut,
    TrackIn,
    TrackOut,
)

api = Api(
    title="TỉnhSố",
    version="0.1.0",
    description="Procedures, cases, results and figures of a province. "
    "In a demonstration the national systems behind are simulators.",
    urls_namespace="api",
    docs_url=None,  # ours is `docs.py`: no script, no foreign host
)


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request, HttpRequest)
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else Actor.anonymous()


@api.get(
    "/procedures",
    response=list[ProcedureOut],
    tags=["procedures"],
    openapi_extra=refusals(422),
)
def list_procedures(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100, description="With or without marks")] = "",
) -> Any:
    """Return the procedures that can be filed here, or those that fit the words of `q`."""
    return procedures.search_procedures(q) if q else procedures.list_procedures()


@api.get(
    "/procedures/{code}",
    response=ProcedureOut,
    tags=["procedures"],
    openapi_extra=refusals(404, 422),
)
def get_procedure(request: HttpRequest, code: str) -> Any:
    """Return one procedure by its national code."""
    return procedures.get_procedure(code)


@api.post(
    "/cases/track",
    response=TrackOut,
    tags=["cases"],
    openapi_extra=refusals(400, 404, 422, 429),
)
def track_case(request: HttpRequest, wanted: TrackIn) -> Any:
    """Return where a case stands, to whoever holds the code and the secret of its receipt."""
    case = case_services.track_case(wanted.code, wanted.secret, address_of(request))
    if case is None:
        raise NotFound("cases.not_found")
    return case_services.story_of(case)


@api.get(
    "/cases",
    response=CasesOut,
    auth=django_auth,
    tags=["cases"],
    openapi_extra=refusals(401, 403, 422),
)
def list_cases(request: HttpRequest, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Any:
    """Return the cases that the signed-in person filed, or those of the official's office."""
    return cases.list_for_api(_actor(request), page=page)


@api.get(
    "/cases/{code}",
    response=CaseOut,
    auth=django_auth,
    tags=["cases"],
    openapi_extra=refusals(401, 404, 422),
)
def get_case(request: HttpRequest, code: str) -> Any:
    """Return one case, under the reader's own rights."""
    return cases.api_case(cases.access_case_by_code(_actor(request), code))


@api.get("/results/{code}", response=ResultOut, tags=["results"], openapi_extra=refusals(404, 422))
def verify_result(request: HttpRequest, code: str) -> Any:
    """Return what anybody may know of a result: issuer, date, status and a masked name."""
    found = vault.find_public(code)
    if found is None:
        raise NotFound("cases.not_found")
    return found


@api.get(
    "/figures",
    response=list[FigureOut],
    auth=django_auth,
    tags=["figures"],
    openapi_extra=refusals(401, 403),
)
def list_figures(request: HttpRequest) -> Any:
    """Return the province's figures with definition, version, numerator and denominator."""
    return indicators.list_figures(_actor(request))


@api.get(
    "/figures/{code}",
    response=FigureOut,
    auth=django_auth,
    tags=["figures"],
    openapi_extra=refusals(401, 403, 404, 422),
)
def get_figure(request: HttpRequest, code: str) -> Any:
    """Return one figure under the reader's own rights."""
    return indicators.value_of(code, _actor(request))

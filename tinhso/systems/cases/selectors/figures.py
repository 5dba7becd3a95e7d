"""Cases counted and listed for figures and for machines, under the reader's own rights."""

from django.db.models import QuerySet

from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import Forbidden
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import ApiCase, ApiPage

from .one import OFFICE_ROLES

PAGE_SIZE = 25


def cases_for_figures(actor: Actor) -> QuerySet[Case]:
    """Return the cases whose counts `actor` may see: a leader all, an office its own.

    The one door from figures to rows: what a figure counts, its list shows.
    """
    if actor.has_role("province_leader"):
        return Case.objects.all()
    if actor.is_official and any(actor.has_role(r, actor.agency_code) for r in OFFICE_ROLES):
        return Case.objects.filter(agency_code=actor.agency_code)
    raise Forbidden("kernel.forbidden")


def agency_names(codes: set[str]) -> dict[str, Agency]:
    return {a.code: a for a in Agency.objects.filter(code__in=codes).order_by("valid_from")}


def api_case(case: Case) -> ApiCase:
    return ApiCase(
        code=case.code,
        procedure=case.procedure_code,
        about=case.about,
        agency=case.agency_code,
        status=case.status,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        due_at=case.due_at,
        finished_at=case.finished_at,
        returned_at=case.returned_at,
    )


def list_for_api(actor: Actor, *, page: int) -> ApiPage:
    """Return a page of the cases that `actor` may list, newest first."""
    if actor.is_citizen:
        found = Case.objects.filter(applicant=actor.person)
    else:
        found = cases_for_figures(actor)
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page, pages)
    rows = found.order_by("-submitted_at", "-pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return ApiPage(total=total, page=page, pages=pages, items=[api_case(row) for row in rows])

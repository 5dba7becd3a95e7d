"""Public pages: find a procedure, read it, begin."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.systems.procedures import selectors
from tinhso.systems.procedures.models import Edition, Procedure
from tinhso.systems.procedures.types import Paper, in_language

MAX_QUESTION = 100


@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    """List procedures, or those that answer to `q`: by code, name or keyword, marks or not."""
    asked = request.GET.get("q", "")[:MAX_QUESTION].strip()
    found = selectors.search_procedures(asked)
    return render(
        request,
        "procedures/list.html",
        {
            "q": asked,
            "offered": [one for one in found if one.is_offered],
            "elsewhere": [one for one in found if not one.is_offered],
            "count": len(found),
        },
    )


@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show the edition in force today, or that a procedure is not taken here."""
    procedure = selectors.get_procedure(code)
    today = clock.today()
    context: dict[str, Any] = {"procedure": procedure, "track_url": _reverse("cases:track")}
    try:
        edition = selectors.edition_on(code, today)
    except NotFound:
        return render(request, "procedures/elsewhere.html", context)
    editions = selectors.list_editions(code)
    context |= {
        "edition": edition,
        "history": [(one, one == edition) for one in editions if one.valid_from <= today],
        "start_url": _start_url(procedure, edition),
        "facts": _facts(edition),
        "papers": _papers(edition),
        "steps": [
            {name: in_language(text) for name, text in step.items()}
            for step in edition.page.get("steps", ())
        ],
        "scope": [in_language(text) for text in edition.page.get("scope", ())],
        "related": _related(edition),
        "laws": [
            {"number": law["number"], "name": in_language(law["name"])} for law in edition.laws
        ],
        "upcoming": _upcoming(edition),
        "minutes": edition.page.get("minutes"),
        "audience": [in_language(text) for text in procedure.audience],
    }
    return render(request, "procedures/detail.html", context)


def _facts(edition: Edition) -> dict[str, str]:
    page, fee, routing = edition.page, edition.fee, edition.routing
    return {
        "limit": in_language(page.get("limit_headline", {})),
        "limit_rule": in_language(page.get("limit_rule", {})),
        "limit_note": in_language(page.get("limit_note", {})),
        "fee": in_language(fee.get("headline", {})),
        "fee_note": in_language(fee.get("note", {})),
        "fee_late": in_language(fee.get("late", {})),
        "place": in_language(routing.get("place", {})),
        "place_rule": in_language(routing.get("rule", {})),
        "result": edition.result_label,
    }


def _papers(edition: Edition) -> dict[str, list[Paper]]:
    """Split the papers: those of the first, usual case type, and those of the special ones."""
    usual = edition.case_types[0]["code"] if edition.case_types else ""
    papers = edition.paper_list
    special = [one for one in papers if one.case_types and usual not in one.case_types]
    return {"usual": [one for one in papers if one not in special], "special": special}


def _related(edition: Edition) -> list[tuple[Procedure, str]]:
    rows = {row["code"]: row for row in edition.page.get("related", ())}
    known = {one.code: one for one in selectors.list_procedures()}
    return [(known[code], in_language(row["when"])) for code, row in rows.items() if code in known]


def _upcoming(edition: Edition) -> dict[str, str] | None:
    said = edition.page.get("upcoming")
    if not said:
        return None
    day = date.fromisoformat(said["on"])
    return {"on": f"{day:%d/%m/%Y}", "basis": said["basis"], "text": in_language(said["text"])}


def _start_url(procedure: Procedure, edition: Edition) -> str:
    if not (procedure.is_offered and edition.form_code):
        return ""
    return _reverse("cases:start", procedure.code)


def _reverse(name: str, *args: str) -> str:
    """Return the address of a page above, or "" where that room is not mounted."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""

"""Sổ đăng ký khai sinh: the register of the official's agency, to read and to search."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.audit import services as audit
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.identity.web.guards import official_required
from tinhso.foundation.kernel.types import Subject
from tinhso.systems.civilstatus import selectors, services
from tinhso.systems.civilstatus.selectors import ROLES

PAGE = 50


@require_GET
@official_required(ROLES)
def show_register(request: UserRequest) -> HttpResponse:
    """List the entries of the agency, latest first, and what still waits to be written."""
    q = request.GET.get("q", "").strip()[:100]
    year = _year(request)
    rows = selectors.list_entries(request.actor, q=q, year=year)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "q": q,
        "year": year,
        "base": f"?{urlencode({'q': q, 'nam': year or ''})}&trang=",
        "years": selectors.list_years(request.actor),
        "held_up": [
            (held, selectors.as_waiting(held))
            for held in selectors.list_held_up(request.actor)[:PAGE]
        ],
        "agency": directory.get_latest_agency(request.actor.agency_code),
    }
    return render(request, "civilstatus/register.html", context)


@require_GET
@official_required(ROLES)
def show_entry(request: UserRequest, uid: UUID) -> HttpResponse:
    entry = selectors.access_entry(request.actor, uid)
    subject = Subject(kind="civilstatus-entry", uid=str(entry.uid))
    audit.record(request.actor.who, "civilstatus.entry_read", subject)
    context = {
        "entry": entry,
        "facts": entry.facts,
        "agency": directory.get_latest_agency(entry.book.agency_code),
    }
    return render(request, "civilstatus/entry.html", context)


@require_POST
@official_required(ROLES)
def ask_again(request: UserRequest, uid: UUID) -> HttpResponse:
    services.retry_submission(request.actor, str(uid))
    messages.success(request, _("The national civil-status system is being asked again."))
    return redirect("civilstatus_desk:register")


def _year(request: HttpRequest) -> int | None:
    said = request.GET.get("nam", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None

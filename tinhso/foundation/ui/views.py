"""Error pages, health and metrics: what every installation answers whatever the business."""

# ruff: noqa: ARG001
# Django calls error views with these arguments, used or not.
# ruff: noqa: ARG001

import shutil
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from tinhso.foundation.identity.web.address import address_of
from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.refusals import Forbidden, NotFound
from tinhso.foundation.outbox import selectors as outbox

from .middleware import problem_json


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text, "status": status}
    return render(request, "ui/refusal.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, _("This request cannot be read"), _("Go back and try again from the page.")
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem_json(Forbidden("kernel.forbidden"))
    return _page(
        request, 403, _("You may not do this"), _("You do not have the right to open this page.")
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem_json(NotFound("kernel.not_found"))
    return _page(
        request,
        404,
        _("Page not found"),
        _("Check the address, or start from the home page."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere; what was saved page by page is kept."""
    return _page(
        request,
        403,
        _("The form was open for too long"),
        _("Go back, reload the page and send it again. Saved answers are kept."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The last resort: needs no database, no session, no frame."""
    context: dict[str, Any] = {
        "title": _("Something went wrong on our side"),
        "text": _("Nothing that was saved is lost. Try again in a few minutes."),
        "request_id": logs.request_id.get(),
    }
    try:
        context["css"] = static("sen/bare.css")
    except ValueError:
        context["css"] = ""
    return HttpResponse(render_to_string("ui/bare.html", context), status=500)


def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether this process can serve: the database, the disk, and how much work is due."""
    checks: dict[str, Any] = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = "ok"
        checks["work_due"] = outbox.get_backlog().due
    except Exception as error:  # noqa: BLE001  the answer must be given whatever fails
        checks["database"] = type(error).__name__
    checks["disk_free_mb"] = shutil.disk_usage(settings.HOME).free // 2**20
    is_well = checks["database"] == "ok" and checks["disk_free_mb"] > 100
    return JsonResponse({"ok": is_well, **checks}, status=200 if is_well else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Serve this process's counters to localhost, or to whoever knows TINHSO_METRICS_TOKEN."""
    token = getattr(settings, "METRICS_TOKEN", "")
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if address_of(request) not in ("127.0.0.1", "::1") and not (token and said == token):
        raise Forbidden("kernel.forbidden")
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)

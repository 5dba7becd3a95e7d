"""Operators' pages: what is stuck, what was sent, who answers, and what time the demo has."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.engines.notifications import selectors as notices_
from tinhso.foundation.audit import services as audit
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.identity.web.guards import operator_required
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.outbox import selectors as outbox_
from tinhso.foundation.outbox import services as outbox_services
from tinhso.foundation.wire.peers import list_peer_health

RETRIES = {"delivery": outbox_services.retry_delivery, "job": outbox_services.retry_job}


@never_cache
@require_safe
@operator_required
def home(request: UserRequest) -> HttpResponse:
    return render(
        request,
        "console/home.html",
        {
            "backlog": outbox_.get_backlog(),
            "failed_notices": notices_.count_failed(),
            "troubled": [peer for peer in list_peer_health() if peer.state in {"failing", "open"}],
        },
    )


@never_cache
@require_safe
@operator_required
def dead_letters(request: UserRequest) -> HttpResponse:
    return render(request, "console/dead_letters.html", {"letters": outbox_.list_dead_deliveries()})


@require_POST
@operator_required
def retry(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Give a piece of dead work a new life; who did it is written down."""
    if kind not in RETRIES:
        raise NotFound("kernel.not_found")
    RETRIES[kind](pk)
    audit.record(request.actor.who, "console.retried", Subject(kind=f"outbox-{kind}", uid=str(pk)))
    messages.success(request, _("The worker tries it again now."))
    return redirect("console:dead_letters")


@never_cache
@require_safe
@operator_required
def notices(request: UserRequest) -> HttpResponse:
    status = request.GET.get("status", "")
    lines = notices_.list_recent(200, status=status)
    return render(request, "console/notices.html", {"lines": lines, "status": status})


@never_cache
@require_safe
@operator_required
def peers(request: UserRequest) -> HttpResponse:
    return render(request, "console/peers.html", {"peers": list_peer_health()})


@never_cache
@require_safe
@operator_required
def time_machine(request: UserRequest) -> HttpResponse:
    return render(
        request,
        "console/clock.html",
        {"now": clock.now(), "machine": clock.machine_now(), "movable": settings.TIME_MACHINE},
    )


@never_cache
@require_safe
@operator_required
def data(request: UserRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("admin:index")

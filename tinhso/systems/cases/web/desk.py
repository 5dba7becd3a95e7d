"""Addresses of a case for officials: the queue, the case, the acts, the signing page."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tinhso.engines.forms import selectors as form_selectors
from tinhso.foundation.audit import services as audit
from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.files.web import serve_file
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.identity.web.guards import official_required
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound, Refusal, TooMany
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.text import nfc
from tinhso.systems.cases import selectors, services
from tinhso.systems.cases.checks import check_against_register
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus import selectors as civilstatus

app_name = "cases_desk"


@official_required()
@require_GET
def queue(request: UserRequest) -> HttpResponse:
    """The office's cases: tabs with true counts, nearest due moment first; the address filters."""
    page = request.GET.get("trang", "1")[:6]
    found = selectors.list_queue(
        request.actor,
        tab=request.GET.get("muc", "mine"),
        query=nfc(request.GET.get("q", ""))[:100],
        page=int(page) if page.isdecimal() else 1,
    )
    return render(request, "cases/desk_queue.html", {"queue": found, "now": clock.now()})


@official_required()
@require_GET
def detail(request: UserRequest, uid: str) -> HttpResponse:
    case = selectors.access_case(request.actor, uid)
    return render(request, "cases/desk_case.html", _case_context(request, case))


def _case_context(request: UserRequest, case: Case) -> dict[str, object]:
    actor = request.actor
    may = {
        "accept": case.status == Status.SUBMITTED
        and actor.has_role("intake_clerk", case.agency_code),
        "verify": case.step == Step.VERIFY
        and actor.has_role("civil_status_officer", case.agency_code),
        "sign": case.step == Step.SIGN and actor.has_role("agency_head", case.agency_code),
        "hand_over": case.step == Step.RETURN and actor.has_role("intake_clerk", case.agency_code),
    }
    return {
        "case": case,
        "row": selectors.queue_row(case, clock.now()),
        "sections": form_selectors.describe_answers(
            case.edition.form_code, case.answers, case.origins
        ),
        "papers": selectors.list_papers(case),
        "timeline": selectors.timeline(case, public_only=False)[::-1],
        "derivation": [
            say(step["code"], step.get("params")) for step in case.derivation.get("steps", [])
        ],
        "waiting": civilstatus.waiting_for(case.subject) if case.step == Step.ENTER else None,
        "checks": check_against_register(actor, case) if may["verify"] else [],
        "may": may,
        "is_late_in_the_day": clock.local(clock.now()).hour >= 15,
    }


@official_required(role="intake_clerk")
@require_POST
def accept(request: UserRequest, uid: str) -> HttpResponse:
    late = request.POST.get("not_solvable_at_once") == "yes"
    case = services.accept_case(request.actor, uid, not_solvable_at_once=late)
    due = clock.local(case.due_at).strftime("%H:%M %d/%m/%Y") if case.due_at else ""
    messages.success(request, _("Accepted. The result is due at %(due)s.") % {"due": due})
    return redirect("cases_desk:detail", uid=case.uid)


@official_required(role="civil_status_officer")
@require_POST
def verify(request: UserRequest, uid: str) -> HttpResponse:
    case = services.verify_case(request.actor, uid)
    messages.success(request, _("Verified. The birth is being entered in the register."))
    return redirect("cases_desk:detail", uid=case.uid)


@official_required(role="intake_clerk")
@require_POST
def hand_over(request: UserRequest, uid: str) -> HttpResponse:
    case = services.return_result(request.actor, uid)
    messages.success(request, _("Recorded: the result was handed over."))
    return redirect("cases_desk:detail", uid=case.uid)


@official_required(role="agency_head")
def sign(request: UserRequest) -> HttpResponse:
    """The leader's page: every waiting document with its digest, one code for those chosen."""
    context: dict[str, object] = {"error": "", "chosen": request.GET.getlist("ho-so")}
    status = 200
    if request.method == "POST":
        chosen = request.POST.getlist("case")
        shown = {uid: request.POST.get(f"sha256-{uid}", "") for uid in chosen}
        try:
            signed = services.ask_for_signatures(request.actor, shown, request.POST.get("code", ""))
        except TooMany:
            raise
        except Refusal as refusal:
            first = getattr(refusal, "problems", ())
            code, params = (
                (first[0].code, first[0].params) if first else (refusal.code, refusal.params)
            )
            context.update(error=say(code, params), chosen=chosen)
            status = 422
        else:
            messages.success(
                request,
                _("%(count)s documents were approved; they are being signed.")
                % {"count": len(signed)},
            )
            return redirect("cases_desk:sign")
    context["documents"] = selectors.list_to_sign(request.actor)
    return render(request, "cases/desk_sign.html", context, status=status)


@official_required()
@require_GET
def document(request: UserRequest, uid: str, file_uid: str) -> FileResponse:
    """Serve a file of the case to an official who handles it, and remember who opened it."""
    case = selectors.access_case(request.actor, uid)
    known = {p.file_uid for p in selectors.list_papers(case)} | {
        case.receipt_file,
        case.draft_result_file,
        case.result_file,
    }
    if file_uid not in known - {""}:
        raise NotFound("cases.not_found")
    audit.record(request.actor.who, "cases.file_opened", case.subject, params={"file": file_uid})
    return serve_file(get_file(file_uid), inline=True)


urlpatterns = [
    path("", queue, name="queue"),
    path("ho-so/<uuid:uid>/", detail, name="detail"),
    path("ho-so/<uuid:uid>/tiep-nhan/", accept, name="accept"),
    path("ho-so/<uuid:uid>/xac-minh/", verify, name="verify"),
    path("ho-so/<uuid:uid>/tra-ket-qua/", hand_over, name="hand_over"),
    path("ho-so/<uuid:uid>/tep/<str:file_uid>/", document, name="document"),
    path("ky-so/", sign, name="sign"),
]

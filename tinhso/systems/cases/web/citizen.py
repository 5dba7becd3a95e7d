"""Addresses of a case for citizens: file it, follow it, fetch its papers."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tinhso.engines.forms import services as forms
from tinhso.engines.forms.selectors import access_draft
from tinhso.engines.forms.web import kit
from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.files.web import serve_file
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.identity.web.guards import citizen_required
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Invalid, NotFound
from tinhso.systems.cases import selectors, services
from tinhso.systems.cases.prefill import fill_applicant, fill_parents
from tinhso.systems.cases.story import sentence_of, steps_of
from tinhso.systems.cases.types import SUBJECT_KIND
from tinhso.systems.procedures import selectors as procedures

from .draft_urls import urls_of
from .tracking import track

app_name = "cases"
RELATION_PAGE = "quan-he"  # after it is answered, the parents can be filled in


@citizen_required
@require_GET
def start(request: UserRequest, procedure: str) -> HttpResponse:
    """Begin an application, or go on with the one that was left unfinished."""
    edition = procedures.edition_on(procedure, clock.today())
    if not edition.form_code:
        raise NotFound("cases.unknown_procedure")
    for draft in forms.list_drafts(request.actor):
        if draft.context.get("procedure") == procedure and "moi" not in request.GET:
            return redirect("cases:tasks", draft_uid=draft.uid)
    draft = forms.start_draft(
        request.actor,
        edition.form_code,
        context={"procedure": procedure, "subject_kind": SUBJECT_KIND},
    )
    if not fill_applicant(request.actor, draft):
        messages.warning(
            request,
            _(
                "The population register does not answer now. Type your data; "
                "they are compared later."
            ),
        )
    return redirect("cases:tasks", draft_uid=draft.uid)


@citizen_required
def tasks(request: UserRequest, draft_uid: str) -> HttpResponse:
    return kit.task_list(request, draft_uid, urls=urls_of(draft_uid))


@citizen_required
def page(request: UserRequest, draft_uid: str, page_id: str) -> HttpResponse:
    response = kit.answer_page(request, draft_uid, page_id, urls=urls_of(draft_uid))
    if page_id == RELATION_PAGE and request.method == "POST" and response.status_code == 302:
        fill_parents(request.actor, access_draft(request.actor, draft_uid))
    return response


@citizen_required
def check(request: UserRequest, draft_uid: str) -> HttpResponse:
    return kit.check_answers(request, draft_uid, urls=urls_of(draft_uid))


@citizen_required
@require_POST
def submit(request: UserRequest, draft_uid: str) -> HttpResponse:
    """Submit once: a second press, or the other tab, lands on the same case."""
    try:
        submission = services.submit_case(request.actor, draft_uid)
    except Invalid as refusal:
        return kit.check_answers(
            request, draft_uid, urls=urls_of(draft_uid), problems=refusal.problems
        )
    return redirect("cases:submitted", code=submission.code)


@citizen_required
@require_GET
def submitted(request: UserRequest, code: str) -> HttpResponse:
    case = selectors.access_case_by_code(request.actor, code)
    return render(request, "cases/submitted.html", {"case": case})


@citizen_required
@require_GET
def mine(request: UserRequest) -> HttpResponse:
    context = {
        "cases": [(case, sentence_of(case)) for case in selectors.list_my_cases(request.actor)],
        "drafts": forms.list_drafts(request.actor),
    }
    return render(request, "cases/mine.html", context)


@citizen_required
@require_GET
def detail(request: UserRequest, code: str) -> HttpResponse:
    case = selectors.access_case_by_code(request.actor, code)
    context = {
        "case": case,
        "sentence": sentence_of(case),
        "steps": steps_of(case),
        "papers": selectors.list_papers(case),
        "is_owner": True,
    }
    return render(request, "cases/detail.html", context)


@citizen_required
@require_GET
def receipt(request: UserRequest, code: str) -> HttpResponseBase:
    """Serve the receipt; while the worker still prints it, say so and where to come back."""
    case = selectors.access_case_by_code(request.actor, code)
    if not case.receipt_file:
        messages.info(request, _("The receipt is being made. Try again in a moment."))
        return redirect("cases:detail", code=case.code)
    return serve_file(get_file(case.receipt_file), inline=True)


@citizen_required
@require_GET
def paper(request: UserRequest, code: str, file_uid: str) -> FileResponse:
    case = selectors.access_case_by_code(request.actor, code)
    if file_uid not in {p.file_uid for p in selectors.list_papers(case)}:
        raise NotFound("cases.not_found")
    return serve_file(get_file(file_uid), inline=True)


def places(request: HttpRequest) -> HttpResponse:
    return kit.suggest_places(request)


@citizen_required
def upload(request: UserRequest, draft_uid: str, file_uid: str) -> FileResponse:
    return kit.upload_download(request, draft_uid, file_uid)


urlpatterns = [
    path("tra-cuu/", track, name="track"),
    path("ho-so/", mine, name="mine"),
    path("ho-so/dia-danh/", places, name="places"),
    path("ho-so/moi/<str:procedure>/", start, name="start"),
    path("ho-so/nhap/<uuid:draft_uid>/", tasks, name="tasks"),
    path("ho-so/nhap/<uuid:draft_uid>/kiem-tra/", check, name="check"),
    path("ho-so/nhap/<uuid:draft_uid>/nop/", submit, name="submit"),
    path("ho-so/nhap/<uuid:draft_uid>/tep/<str:file_uid>/", upload, name="upload"),
    path("ho-so/nhap/<uuid:draft_uid>/<slug:page_id>/", page, name="page"),
    path("ho-so/<str:code>/", detail, name="detail"),
    path("ho-so/<str:code>/da-nop/", submitted, name="submitted"),
    path("ho-so/<str:code>/giay-tiep-nhan.pdf", receipt, name="receipt"),
    path("ho-so/<str:code>/giay-to/<str:file_uid>/", paper, name="paper"),
]

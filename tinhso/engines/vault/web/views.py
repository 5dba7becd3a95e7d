"""The owner's vault, and the page where anybody checks a result."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.engines.vault import selectors, services
from tinhso.engines.vault.codes import read_result_code
from tinhso.foundation.audit import services as audit
from tinhso.foundation.files import selectors as files
from tinhso.foundation.files.web import serve_file
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.identity.web.guards import citizen_required
from tinhso.foundation.kernel.refusals import Invalid
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Problem, Subject

from .limits import CHECKS, UPLOADS, count_check

MAX_UPLOAD = 10 * 1024 * 1024  # bytes


@require_GET
@citizen_required
def show_vault(request: UserRequest) -> HttpResponse:
    items = selectors.list_items(request.actor)[:200]
    return render(request, "vault/list.html", {"items": items})


@require_GET
@citizen_required
def show_item(request: UserRequest, uid: UUID) -> HttpResponse:
    item = selectors.access_item(request.actor, uid)
    context = {
        "item": item,
        "source": item.source,
        "verdict_ok": bool(item.verdict.get("ok")),
        "sentences": selectors.verdict_sentences(item.verdict),
        "file": files.get_file(item.file_uid),
    }
    return render(request, "vault/item.html", context)


@require_GET
@citizen_required
def download_item(request: UserRequest, uid: UUID) -> HttpResponseBase:
    item = selectors.access_item(request.actor, uid)
    subject = Subject(kind="vault-item", uid=str(item.uid))
    audit.record(request.actor.who, "vault.item_downloaded", subject)
    return serve_file(files.get_file(item.file_uid))


@require_GET
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code; a form that was sent (`?ma=`) leads to the address of the code."""
    typed = request.GET.get("ma", "").strip()
    if not typed:
        return render(request, "vault/check.html", {})
    code = read_result_code(typed)
    if code is None:
        context = {"typed": typed[:60], "code_error": say("vault.bad_code")}
        return render(request, "vault/check.html", context, status=422)
    return redirect("vault:public", code=code)


@never_cache
@require_GET
def show_public(request: HttpRequest, code: str) -> HttpResponse:
    count_check(request, "code", CHECKS)
    result = selectors.find_public(code)
    context = {"result": result, "code": read_result_code(code) or code[:40]}
    return render(request, "vault/public.html", context, status=200 if result else 404)


@never_cache
@require_http_methods(["GET", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Check the signature of a file that somebody brings; the file is not kept."""
    if request.method == "GET":
        return render(request, "vault/check.html", {})
    count_check(request, "file", UPLOADS)
    given = request.FILES.get("file")
    try:
        if given is None or given.size is None or given.size > MAX_UPLOAD:
            raise Invalid([Problem(field="file", code="vault.no_file", params={})])
        checked = services.check_upload(given.name or "", given.read())
    except Invalid as refusal:
        problem = refusal.problems[0]
        context = {"file_error": say(problem.code, problem.params)}
        return render(request, "vault/check.html", context, status=422)
    return render(request, "vault/checked.html", {"checked": checked})

"""Pages of a form for whoever owns the addresses: questions, task list, check answers.

A system's view calls one function a page and says where its pages live (`FormUrls`); the
guard is `selectors.access_draft` inside. Everything works without JavaScript.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from tinhso.engines.forms import services
from tinhso.engines.forms.answers import fingerprint, get_at, visible_pages
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.selectors import access_draft
from tinhso.engines.forms.telling import describe
from tinhso.engines.forms.types import Page, PageResult
from tinhso.engines.forms.validation import check_all
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.files.web import serve_file
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.foundation.kernel.types import Problem

from .fields import FieldView, summary_of, view_fields


@dataclass(frozen=True, kw_only=True)
class FormUrls:
    """Where the pages of one draft live, and whose simulators filled it."""

    page: Callable[[str], str]
    tasks: Callable[[], str]
    check: Callable[[], str]
    submit: Callable[[], str]
    upload: Callable[[str], str]
    places: Callable[[], str]
    leave: Callable[[], str]


def _context(draft: Draft, urls: FormUrls, page: Page | None = None, **more: Any) -> dict[str, Any]:
    peers = {entry.get("code") for entry in draft.origins.values()}
    if page is not None:
        peers = {draft.origin_of(key) for field in page.fields for key in field.keys}
    return {
        "draft": draft,
        "form_title": draft.title,
        "urls": urls,
        "page": page,
        "is_from_population": "population" in peers,
        **more,
    }


def answer_page(
    request: UserRequest, draft_uid: object, page_id: str, *, urls: FormUrls
) -> HttpResponse:
    """Show one page of questions, or take it in: 422 and the page again where it is wrong."""
    draft = access_draft(request.actor, draft_uid)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.frozen")
    result = PageResult(problems=())
    if request.method == "POST":
        if removed := request.POST.get("remove", ""):
            path, _sep, file_uid = removed.partition("|")
            services.remove_upload(request.actor, draft_uid, path, file_uid)
            return redirect(urls.page(page_id) + _back(request))
        result = services.save_page(request.actor, draft_uid, page_id, request.POST, request.FILES)
        draft = access_draft(request.actor, draft_uid)
        if not result.problems and result.stop is None and not result.is_stale:
            return redirect(_after(request, draft, result, urls))
    page = _visible_page(draft, page_id)
    fields = view_fields(draft, page, result, request.POST if request.method == "POST" else None)
    context = _context(
        draft,
        urls,
        page=page,
        fields=fields,
        errors=summary_of(fields, result.problems),
        stop=result.stop,
        is_stale=result.is_stale,
        is_single=len(fields) == 1 and fields[0].is_group,
        needs_htmx=any(view.kind == "place" and not view.is_locked for view in fields),
        known=[view for view in fields if view.is_locked and view.words],
        asked=[view for view in fields if not (view.is_locked and view.words)],
        edition=fingerprint(page, draft.answers),
        page_url=urls.page(page_id),
        back=_back(request),
        progress=_progress(draft, page_id),
        previous=_previous(draft, page_id, urls),
    )
    status = 422 if result.problems or result.is_stale else 200
    response = render(request, "forms/page.html", context, status=status)
    add_never_cache_headers(response)  # Back asks anew: no stale page, nothing left behind
    return response


def _visible_page(draft: Draft, page_id: str) -> Page:
    found = next(
        (p for p in visible_pages(draft.form.reading, draft.answers) if p.id == page_id), None
    )
    if found is None:
        raise NotFound("forms.no_page")
    return found


def _back(request: HttpRequest) -> str:
    """Coming from the check page, go back there afterwards."""
    return "?ve=kiem-tra" if request.GET.get("ve") == "kiem-tra" else ""


def _after(request: HttpRequest, draft: Draft, result: PageResult, urls: FormUrls) -> str:
    if request.POST.get("leave"):
        messages.success(request, _("Saved. Go on whenever you like, on any device."))
        return urls.leave()
    if result.next_page is None:
        return urls.check()
    if _back(request) and not check_all(draft.form.reading, draft.answers):
        return urls.check()
    return urls.page(result.next_page)


def _progress(draft: Draft, page_id: str) -> dict[str, Any]:
    """Return the steps of the bar: sections, not pages, so that it stays short."""
    sections = [
        section
        for section in draft.form.reading.sections
        if set(section.pages) & {p.id for p in visible_pages(draft.form.reading, draft.answers)}
    ]
    here = next((n for n, section in enumerate(sections) if page_id in section.pages), 0)
    states = ["on" if n < here else "now" if n == here else "todo" for n in range(len(sections))]
    return {"number": here + 1, "total": len(sections), "states": states}


def _previous(draft: Draft, page_id: str, urls: FormUrls) -> str:
    ids = [page.id for page in visible_pages(draft.form.reading, draft.answers)]
    place = ids.index(page_id) if page_id in ids else 0
    return urls.page(ids[place - 1]) if place else urls.tasks()


def task_list(request: UserRequest, draft_uid: object, *, urls: FormUrls) -> HttpResponse:
    """Show what is done and what is left, section by section."""
    draft = access_draft(request.actor, draft_uid)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.frozen")
    sections = describe(
        draft.form.reading, draft.answers, draft.origins, done_pages=draft.done_pages
    )
    rows = [(section, urls.page(section.first_page)) for section in sections]
    done = sum(section.state == "done" for section in sections)
    todo = next((url for section, url in rows if section.state != "done"), urls.check())
    context = _context(
        draft, urls, rows=rows, done=done, total=len(rows), todo=todo, check_url=urls.check()
    )
    return render(request, "forms/task_list.html", context)


def check_answers(
    request: UserRequest,
    draft_uid: object,
    *,
    urls: FormUrls,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    """Show every answer with its origin before it is submitted; lead to what is missing."""
    draft = access_draft(request.actor, draft_uid)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.frozen")
    found = list(problems) or check_all(draft.form.reading, draft.answers)
    pages = {
        field.path: page.id
        for page in visible_pages(draft.form.reading, draft.answers)
        for field in page.fields
    }
    sections = describe(
        draft.form.reading, draft.answers, draft.origins, done_pages=draft.done_pages
    )
    context = _context(
        draft,
        urls,
        sections=[
            (section, [(line, f"{urls.page(line.page)}?ve=kiem-tra") for line in section.lines])
            for section in sections
        ],
        missing=[
            (problem, f"{urls.page(pages[problem.field])}?ve=kiem-tra")
            for problem in found
            if problem.field in pages
        ],
        others=[problem for problem in found if problem.field not in pages],
        submit_url=urls.submit(),
        previous=urls.tasks(),
    )
    return render(request, "forms/check_answers.html", context, status=422 if problems else 200)


def suggest_places(request: HttpRequest) -> HttpResponse:
    """Return communes that fit what is being typed, as radios of the field; old names too."""
    name = request.GET.get("field", "")
    if not name.replace("-", "").replace("_", "").isalnum():
        raise NotFound("forms.no_page")
    typed = request.GET.get(f"{name}-text", "")[:200]
    hits = directory.search_places(typed, limit=8) if len(typed.strip()) > 1 else []
    return render(request, "forms/_places.html", {"name": name, "hits": hits, "typed": typed})


def upload_download(request: UserRequest, draft_uid: object, file_uid: str) -> FileResponse:
    """Serve an upload of the draft back to its owner."""
    draft = access_draft(request.actor, draft_uid)
    fields = [field for field in draft.form.reading.fields if field.kind == "files"]
    known = {str(uid) for field in fields for uid in get_at(draft.answers, field.path) or []}
    if file_uid not in known:
        raise NotFound("forms.no_draft")
    return serve_file(get_file(file_uid), inline=True)


__all__ = [
    "FieldView",
    "FormUrls",
    "answer_page",
    "check_answers",
    "suggest_places",
    "task_list",
    "upload_download",
]

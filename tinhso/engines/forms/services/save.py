"""Save a page: what can be read is kept even when something beside it is wrong."""

from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tinhso.engines.forms.answers import fingerprint, get_at, set_at, visible_fields, visible_pages
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.reading import Unreadable, read_field, typed_values
from tinhso.engines.forms.selectors import access_draft
from tinhso.engines.forms.types import Document, Field, Page, PageResult
from tinhso.engines.forms.validation import check_page
from tinhso.foundation.files import services as files
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Invalid, NotFound
from tinhso.foundation.kernel.rules import holds
from tinhso.foundation.kernel.types import Problem

Files: TypeAlias = MultiValueDict[str, "UploadedFile[bytes]"]


@transaction.atomic
def save_page(
    actor: Actor,
    uid: object,
    page_id: str,
    posted: QueryDict,
    uploaded: Files | None = None,
) -> PageResult:
    """Take in one page. Nothing that was typed or uploaded is lost, right or wrong.

    `posted["edition"]` is the fingerprint of the page's answers when it was shown: when another
    window saved other answers to this page in between, nothing is overwritten and the result
    says `is_stale`. Values with a locked origin are not taken from the browser.
    """
    draft = access_draft(actor, uid, lock=True)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.frozen")
    document = draft.form.reading
    page = document.page(page_id)
    if page is None or page not in visible_pages(document, draft.answers):
        raise NotFound("forms.no_page")
    if _is_stale(draft, page, posted):
        return PageResult(problems=(), is_stale=True, typed=_typed(page, posted))

    problems: list[Problem] = []
    for field in page.fields:
        if draft.is_locked(field.keys[0]):
            continue
        try:
            _take(draft, field, posted, uploaded, actor)
        except Unreadable as error:
            problems.append(error.problem)
        except Invalid as refusal:
            problems += refusal.problems
    shown = {field.path for field in visible_fields(page, draft.answers)}
    problems = [problem for problem in problems if problem.field in shown]
    unread = {problem.field for problem in problems}
    problems += [
        problem
        for problem in check_page(document, page, draft.answers)
        if problem.field not in unread
    ]
    stop = next((s for s in page.stops if holds(s.rule, draft.answers)), None)
    _mark(draft, page_id, is_done=not problems and stop is None)
    draft.edition += 1
    draft.updated_at = clock.now()
    draft.save()
    if problems or stop is not None:
        order = [field.path for field in page.fields]
        problems.sort(key=lambda p: order.index(p.field) if p.field in order else len(order))
        return PageResult(problems=tuple(problems), stop=stop, typed=_typed(page, posted))
    return PageResult(problems=(), next_page=_next_page(document, draft, page_id))


def _take(
    draft: Draft, field: Field, posted: QueryDict, uploaded: Files | None, actor: Actor
) -> None:
    """Read one field into the draft's answers, with its origin."""
    if field.kind == "files":
        _take_files(draft, field, uploaded, actor)
        return
    for path, value in read_field(field, posted).items():
        if get_at(draft.answers, path) == value:
            continue
        set_at(draft.answers, path, value)
        if value is None:
            draft.origins.pop(path, None)
        else:
            draft.origins[path] = {"code": "typed", "at": clock.now().isoformat(), "locked": False}


def _take_files(draft: Draft, field: Field, uploaded: Files | None, actor: Actor) -> None:
    kept: list[Any] = list(get_at(draft.answers, field.path) or [])
    problems: list[Problem] = []
    for upload in uploaded.getlist(field.name) if uploaded else []:
        try:
            stored = files.store_file(
                actor.who, upload, name=upload.name or "", subject=draft.subject, field=field.path
            )
        except Invalid as refusal:
            problems += refusal.problems
        else:
            kept.append(str(stored.uid))
    if kept:
        set_at(draft.answers, field.path, kept)
        draft.origins[field.path] = {
            "code": "typed",
            "at": clock.now().isoformat(),
            "locked": False,
        }
    if problems:
        raise Invalid(problems)


@transaction.atomic
def remove_upload(actor: Actor, uid: object, path: str, file_uid: str) -> None:
    """Take one uploaded file out of the draft."""
    draft = access_draft(actor, uid, lock=True)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.frozen")
    kept = [str(one) for one in get_at(draft.answers, path) or []]
    if file_uid not in kept:
        raise NotFound("forms.no_draft")
    kept.remove(file_uid)
    set_at(draft.answers, path, kept or None)
    draft.edition += 1
    draft.updated_at = clock.now()
    draft.save()
    files.remove_file(file_uid)


def _is_stale(draft: Draft, page: Page, posted: QueryDict) -> bool:
    """Say whether another window saved in between, and this page would undo what it said."""
    seen = posted.get("edition", "")
    if not seen or seen == fingerprint(page, draft.answers):
        return False
    for field in page.fields:
        if field.kind == "files" or draft.is_locked(field.keys[0]):
            continue
        try:
            said = read_field(field, posted)
        except Unreadable:
            return True
        if any(get_at(draft.answers, path) not in (None, value) for path, value in said.items()):
            return True
    return False


def _typed(page: Page, posted: QueryDict) -> dict[str, str]:
    return {name: value for f in page.fields for name, value in typed_values(f, posted).items()}


def _mark(draft: Draft, page_id: str, *, is_done: bool) -> None:
    done = [page for page in draft.done_pages if page != page_id]
    draft.done_pages = [*done, page_id] if is_done else done


def _next_page(document: Document, draft: Draft, page_id: str) -> str | None:
    """Return the next visible page that is not answered yet, going on from this one."""
    ids = [page.id for page in visible_pages(document, draft.answers)]
    here = ids.index(page_id) if page_id in ids else -1
    todo = [one for one in [*ids[here + 1 :], *ids[: here + 1]] if one not in draft.done_pages]
    return todo[0] if todo else None

"""Reading forms and drafts, and the one guard: a draft is its owner's alone."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.text import mask_number

from .answers import get_at, is_empty, visible_fields, visible_pages
from .documents import read_document
from .models import Draft, Form
from .types import AnswerLine, AnswerSection, Document, Field, Page
from .validate import page_problems


def get_form(code: str, version: int | None = None) -> Form:
    """Return the newest version, or the one named. Raises NotFound."""
    rows = Form.objects.filter(code=code).order_by("-version")
    found = (rows if version is None else rows.filter(version=version)).first()
    if found is None:
        raise NotFound("forms.unknown_form")
    return found


def document_of(form: Form) -> Document:
    return _document(form.pk, form.sha256)


@lru_cache(maxsize=64)
def _document(pk: int, sha256: str) -> Document:
    return read_document(Form.objects.get(pk=pk, sha256=sha256).document)


def access_draft(actor: Actor, uid: UUID | str, *, lock: bool = False) -> Draft:
    """Return the draft if it is this actor's. Raises NotFound for everybody else."""
    rows = Draft.objects.select_related("form")
    if lock:
        rows = rows.select_for_update(of=("self",))
    try:
        draft = rows.filter(owner=actor.account, uid=uid).first() if actor.account else None
    except (ValidationError, ValueError):
        draft = None
    if draft is None:
        raise NotFound("forms.draft_not_found")
    if draft.state == Draft.State.OPEN and draft.expires_on < clock.today():
        raise Conflict("forms.expired", day=draft.expires_on.isoformat())
    return draft


def list_drafts(actor: Actor) -> list[Draft]:
    """List the actor's unfinished applications that are still kept, newest first."""
    if actor.account is None:
        return []
    rows = Draft.objects.filter(
        owner=actor.account, state=Draft.State.OPEN, expires_on__gte=clock.today()
    )
    return list(rows.select_related("form").order_by("-updated_at"))


def walk_of(document: Document, answers: Mapping[str, Any]) -> list[Page]:
    """Return the pages that are walked through now; those of the last page are not among them."""
    return [page for page in visible_pages(document, answers) if not page.is_on_check]


def page_is_done(draft: Draft, document: Document, page: Page) -> bool:
    """Say whether the page was sent in and still has no problem."""
    if page.id not in draft.done_pages or page.id in draft.typed:
        return False
    return not page_problems(document, page, draft.answers)


def describe_draft(draft: Draft) -> list[AnswerSection]:
    """Return the draft as sections with states, personal numbers masked."""
    document = document_of(draft.form)
    done = {
        page.id
        for page in walk_of(document, draft.answers)
        if page_is_done(draft, document, page)
    }
    touched = set(draft.done_pages) | set(draft.typed)
    return _sections(document, draft.answers, draft.origins, True, done, touched)


def describe_answers(
    form_code: str,
    answers: Mapping[str, Any],
    origins: Mapping[str, Any],
    *,
    version: int | None = None,
    masked: bool = False,
) -> list[AnswerSection]:
    """Return answers to read, by section: for officials (whole), for others `masked`."""
    document = document_of(get_form(form_code, version))
    every = {page.id for page in document.pages}
    return _sections(document, answers, origins, masked, every, every)


def _sections(
    document: Document,
    answers: Mapping[str, Any],
    origins: Mapping[str, Any],
    masked: bool,
    done: set[str],
    touched: set[str],
) -> list[AnswerSection]:
    shown = {page.id: page for page in walk_of(document, answers)}
    found = []
    for section in document.sections:
        pages = [shown[page_id] for page_id in section.pages if page_id in shown]
        if not pages:
            continue
        lines = tuple(
            _line(page, field, answers, origins, masked)
            for page in pages
            for field in visible_fields(page, answers)
        )
        states = [page.id in done for page in pages]
        started = any(page.id in touched for page in pages)
        state = "done" if all(states) else "started" if started else "todo"
        codes = {line.origin_code for line in lines if line.value}
        from_one = codes.pop() if len(codes) == 1 else "typed"
        found.append(
            AnswerSection(
                id=section.id,
                title=section.title,
                lines=lines,
                state=state,
                first_page=next((p.id for p in pages if p.id not in done), pages[0].id),
                origin="" if from_one == "typed" else say(f"forms.origin.{from_one}"),
            )
        )
    return found


def _line(
    page: Page,
    field: Field,
    answers: Mapping[str, Any],
    origins: Mapping[str, Any],
    masked: bool,
) -> AnswerLine:
    value = get_at(answers, field.path)
    came = origins.get(field.keys[0], {})
    code = came.get("origin", "typed")
    return AnswerLine(
        path=field.path,
        page=page.id,
        label=field.label,
        value=value_in_words(field, value, masked=masked),
        origin_code=code,
        origin=say(f"forms.origin.{code}"),
        is_locked=bool(came.get("locked")),
        files=files_of(value) if field.kind == "files" else (),
    )


def value_in_words(field: Field, value: Any, *, masked: bool = False) -> str:
    """Return an answer as people read it: labels for choices, dd/mm/yyyy, names of files."""
    if is_empty(value):
        return ""
    if field.kind in ("radios", "select"):
        label = next((o["label"] for o in field.options if o["value"] == value), None)
        return say("forms.said", {"text": label}) if label else str(value)
    if field.kind == "date":
        return _date_in_words(str(value))
    if field.kind == "place":
        return str(value.get("text", "")) if isinstance(value, Mapping) else str(value)
    if field.kind == "files":
        return ", ".join(name for _, name in files_of(value))
    if masked and field.is_private:
        return mask_number(str(value))
    return str(value)


def _date_in_words(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def files_of(value: Any) -> tuple[tuple[str, str], ...]:
    """Return (uid, name) of uploaded files; one that is gone is left out."""
    found = []
    for uid in value if isinstance(value, list) else ():
        try:
            found.append((str(uid), get_file(str(uid)).name))
        except NotFound:
            continue
    return tuple(found)

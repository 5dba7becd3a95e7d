"""Publish a form, begin a draft, save a page, check and freeze: what people do with forms.

`cases` freezes the answers when an application is submitted. Drafts are resumed on any device
by signing in; nothing typed or uploaded is lost when something else is wrong.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from tinhso.foundation.files import services as files
from tinhso.foundation.files.selectors import list_files
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from tinhso.foundation.kernel.rules import holds
from tinhso.foundation.kernel.types import Problem

from .answers import get_at, prune, set_at, visible_fields, visible_pages
from .documents import check_document
from .models import Draft, Form
from .reading import Posted, Reading, read_field
from .registry import prefill_sources
from .selectors import (
    access_draft,
    document_of,
    get_form,
    list_drafts,
    value_in_words,
    walk_of,
)
from .types import Document, Field, FrozenAnswers, Page, PageResult, Prefill
from .validate import find_problems, page_problems, problem_of

__all__ = [
    "check_draft",
    "freeze_draft",
    "list_drafts",
    "publish_document",
    "save_page",
    "start_draft",
]

KEPT_DAYS = 60  # a draft is kept so long after it was begun
Uploads = MultiValueDict[str, UploadedFile]


@transaction.atomic
def publish_document(said: Mapping[str, Any]) -> Form:
    """Publish a form document as the next version; one that did not change stays the same.

    Raises Invalid with everything that is wrong with it.
    """
    wrong = check_document(said)
    if wrong:
        raise Invalid(
            [
                Problem(
                    field="",
                    code="forms.not_publishable",
                    params={"form": said.get("code", ""), "why": why},
                )
                for why in wrong
            ]
        )
    sha256 = _hash(said)
    newest = Form.objects.filter(code=said["code"]).order_by("-version").first()
    if newest is not None and newest.sha256 == sha256:
        return newest
    version = newest.version + 1 if newest else 1
    return Form.objects.create(
        code=said["code"], version=version, document=dict(said), sha256=sha256
    )


@transaction.atomic
def start_draft(
    actor: Actor,
    form_code: str,
    *,
    context: Mapping[str, Any] | None = None,
    on_behalf_of: str | None = None,
    prefill: Iterable[Prefill] = (),
) -> Draft:
    """Begin to fill in the newest version of a form, with what the State already knows."""
    if actor.account is None:
        raise Forbidden("forms.sign_in")
    form = get_form(form_code)
    found = list(prefill)
    for code in document_of(form).prefill:
        if code in prefill_sources:
            found += prefill_sources[code](actor, context or {})
    draft = Draft(
        form=form,
        owner=actor.account,
        on_behalf_of=on_behalf_of or "",
        context=dict(context or {}),
        prefill=[line for one in found for line in _prefill_lines(one)],
        expires_on=clock.today() + timedelta(days=KEPT_DAYS),
        updated_at=clock.now(),
    )
    _apply_prefill(draft, document_of(form))
    draft.save()
    return draft


@transaction.atomic
def save_page(
    actor: Actor,
    draft_uid: UUID | str,
    page_id: str,
    posted: Posted,
    uploads: Uploads | None = None,
    *,
    revision: int | None = None,
) -> PageResult:
    """Save what was sent for one page, also when something is wrong with it.

    What can be taken is kept as an answer, what cannot is kept as typed. `revision` is the
    one that the page was shown with: when another window saved other values meanwhile, nothing
    is overwritten and the problems name both values. Raises Conflict when already submitted.
    """
    draft = access_draft(actor, draft_uid, lock=True)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.already_sent")
    document = document_of(draft.form)
    page = document.page(page_id)
    if page is None or page not in visible_pages(document, draft.answers):
        raise NotFound("forms.page_not_found")

    asked = [one for one in page.fields if not is_locked(draft, one)]
    readings = {
        one.path: _read_files(actor, draft, one, posted, uploads or MultiValueDict())
        if one.kind == "files"
        else read_field(one, posted)
        for one in asked
    }
    typed = {name: said for reading in readings.values() for name, said in reading.raw.items()}
    now_at = int(draft.revisions.get(page_id, 0))
    if revision is not None and revision != now_at:
        differing = _differences(draft, asked, readings)
        if differing:
            return PageResult(
                problems=tuple(differing), next_page=page_id, is_stale=True, typed=typed
            )

    for one in asked:
        _take(draft, one, readings[one.path])
    _apply_prefill(draft, document)
    shown = {one.path for one in visible_fields(page, draft.answers)}
    unread = [r.problem for path, r in readings.items() if r.problem and path in shown]
    places = {problem.field for problem in unread}
    found = [p for p in page_problems(document, page, draft.answers) if p.field not in places]
    order = [one.path for one in page.fields]
    problems = sorted([*unread, *found], key=lambda problem: order.index(problem.field))
    stop = None
    if not problems:
        stop = next((s for s in page.stops if holds(s.rule, draft.answers)), None)

    draft.answers = prune(document, draft.answers)
    draft.origins = {
        path: came for path, came in draft.origins.items() if get_at(draft.answers, path) is not None
    }
    draft.revisions = {**draft.revisions, page_id: now_at + 1}
    draft.updated_at = clock.now()
    draft.typed = {key: said for key, said in draft.typed.items() if key != page_id}
    is_done = not problems and stop is None
    if problems:
        draft.typed[page_id] = typed
    draft.done_pages = [one for one in draft.done_pages if one != page_id]
    if is_done:
        draft.done_pages.append(page_id)
    draft.save()
    next_page = _next_page(document, draft, page) if is_done else page_id
    return PageResult(problems=tuple(problems), next_page=next_page, stop=stop, typed=typed)


def is_locked(draft: Draft, field: Field) -> bool:
    """Say whether the answer is held by the State, so that it is corrected there, not here."""
    return bool(draft.origins.get(field.keys[0], {}).get("locked"))


def check_draft(actor: Actor, draft_uid: UUID | str) -> list[Problem]:
    """Return all that keeps the draft from being submitted, page by page."""
    draft = access_draft(actor, draft_uid)
    document = document_of(draft.form)
    answers = prune(document, draft.answers)
    problems = find_problems(document, answers)
    for page in visible_pages(document, answers):
        for stop in page.stops:
            if holds(stop.rule, answers) and page.fields:
                problems.append(
                    problem_of(page.fields[0], "forms.said", text=dict(stop.title))
                )
    return problems


@transaction.atomic
def freeze_draft(actor: Actor, draft_uid: UUID | str) -> FrozenAnswers:
    """Freeze the answers for good and return them with their hash.

    Raises Invalid when something is missing, Conflict when they are frozen already.
    """
    draft = access_draft(actor, draft_uid, lock=True)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.already_sent")
    problems = check_draft(actor, draft_uid)
    if problems:
        raise Invalid(problems)
    document = document_of(draft.form)
    draft.answers = prune(document, draft.answers)
    draft.origins = {
        path: came for path, came in draft.origins.items() if get_at(draft.answers, path) is not None
    }
    draft.sha256 = _hash(draft.answers)
    draft.state = Draft.State.FROZEN
    draft.typed = {}
    draft.updated_at = clock.now()
    draft.save()
    return FrozenAnswers(answers=draft.answers, origins=draft.origins, sha256=draft.sha256)


def _hash(said: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the JSON with sorted keys and no spaces, in UTF-8."""
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _prefill_lines(one: Prefill) -> list[dict[str, Any]]:
    """Return a prefilled value leaf by leaf: a place has a code and a text."""
    pairs = (
        [(f"{one.path}.{name}", value) for name, value in one.value.items()]
        if isinstance(one.value, Mapping)
        else [(one.path, one.value)]
    )
    return [
        {
            "path": path,
            "value": value,
            "origin": one.origin,
            "locked": one.is_locked,
            "when": one.when,
        }
        for path, value in pairs
        if value not in (None, "")
    ]


def _apply_prefill(draft: Draft, document: Document) -> None:
    """Write what the State said where its rule holds; take it back where it no longer does."""
    known = {key for field in document.fields for key in field.keys}
    at = clock.now().isoformat()
    for line in draft.prefill:
        path = line["path"]
        if path not in known:
            continue
        came = draft.origins.get(path, {})
        if holds(line["when"], draft.answers):
            is_new = not came and get_at(draft.answers, path) is None
            if is_new or (line["locked"] and came.get("origin") != line["origin"]):
                set_at(draft.answers, path, line["value"])
                draft.origins[path] = {
                    "origin": line["origin"], "at": at, "locked": line["locked"]
                }
        elif came.get("origin") == line["origin"] and get_at(draft.answers, path) == line["value"]:
            set_at(draft.answers, path, None)
            draft.origins.pop(path, None)


def _take(draft: Draft, field: Field, reading: Reading) -> None:
    for path, value in reading.values.items():
        if get_at(draft.answers, path) != value:
            draft.origins.pop(path, None)
        set_at(draft.answers, path, value)


def _read_files(
    actor: Actor, draft: Draft, field: Field, posted: Posted, uploads: Uploads
) -> Reading:
    """Keep what was uploaded, drop what was ticked for removal; a bad file leaves the others."""
    gone = set(posted.getlist(f"{field.name}-remove"))
    kept = [uid for uid in get_at(draft.answers, field.path) or [] if uid not in gone]
    mine = {str(file.uid) for file in list_files(draft.subject)}
    for uid in gone & mine:
        files.remove_file(uid)
    problem = None
    for upload in uploads.getlist(field.name):
        try:
            stored = files.store_file(
                actor.who,
                upload,
                name=upload.name or "file",
                subject=draft.subject,
                field=field.path,
            )
            kept.append(str(stored.uid))
        except Invalid as refusal:
            said = refusal.problems[0]
            problem = Problem(field=field.path, code=said.code, params=dict(said.params))
    return Reading(values={field.path: kept or None}, problem=problem)


def _differences(
    draft: Draft, asked: Sequence[Field], readings: Mapping[str, Reading]
) -> list[Problem]:
    found = []
    for field in asked:
        if field.kind == "files":
            continue
        reading = readings[field.path]
        theirs = get_at(draft.answers, field.keys[0])
        mine = reading.values.get(field.keys[0])
        if reading.problem is None and mine == theirs:
            continue
        said = value_in_words(field, mine if field.kind != "place" else {"text": reading.values.get(f"{field.path}.text")})
        found.append(
            problem_of(
                field,
                "forms.changed_elsewhere",
                theirs=value_in_words(field, get_at(draft.answers, field.path)) or "–",
                mine=said or "–",
            )
        )
    return found


def _next_page(document: Document, draft: Draft, page: Page) -> str | None:
    walk = [one.id for one in walk_of(document, draft.answers)]
    if page.id not in walk:
        return None
    after = walk[walk.index(page.id) + 1 :]
    return after[0] if after else None

"""A draft's beginning and end."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from tinhso.engines.forms.answers import prune, set_at
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.selectors import access_draft, get_form
from tinhso.engines.forms.types import FrozenAnswers, Prefill
from tinhso.engines.forms.validation import check_all
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, Invalid
from tinhso.foundation.kernel.types import Problem


@transaction.atomic
def start_draft(
    actor: Actor, form_code: str, *, context: Mapping[str, Any], prefill: Sequence[Prefill] = ()
) -> Draft:
    """Begin a draft with what the State already knows, each value with its origin and moment."""
    if actor.account is None:
        raise Forbidden("kernel.forbidden")
    draft = Draft(
        form=get_form(form_code), owner=actor.account, context=dict(context), updated_at=clock.now()
    )
    _fill(draft, prefill)
    draft.save()
    return draft


@transaction.atomic
def fill_draft(
    actor: Actor, uid: object, prefill: Sequence[Prefill], *, forget: Sequence[str] = ()
) -> Draft:
    """Put into an open draft what a register said meanwhile. What somebody typed is not touched.

    Under the sections of `forget` ("mother") what a register had said before goes first: the
    question it answered was answered anew.
    """
    draft = access_draft(actor, uid, lock=True)
    if draft.state != Draft.State.OPEN:
        raise Conflict("forms.frozen")
    for path in [p for p in draft.origins if p.split(".")[0] in forget]:
        if draft.origin_of(path) != "typed":
            set_at(draft.answers, path, None)
            del draft.origins[path]
    _fill(draft, prefill)
    draft.edition += 1
    draft.updated_at = clock.now()
    draft.save()
    return draft


def _fill(draft: Draft, prefill: Sequence[Prefill]) -> None:
    now = clock.now().isoformat()
    for one in prefill:
        if one.value in (None, "") or draft.origin_of(one.path) == "typed":
            continue
        set_at(draft.answers, one.path, one.value)
        draft.origins[one.path] = {"code": one.origin, "at": now, "locked": one.is_locked}


def check_draft(actor: Actor, uid: object) -> list[Problem]:
    """Return what keeps the draft from being submitted."""
    draft = access_draft(actor, uid)
    return check_all(draft.form.reading, draft.answers)


@transaction.atomic
def freeze_draft(actor: Actor, uid: object) -> FrozenAnswers:
    """Freeze the answers: pruned of what is hidden, hashed, never changed again. Idempotent."""
    draft = access_draft(actor, uid, lock=True)
    if draft.state == Draft.State.OPEN:
        document = draft.form.reading
        problems = check_all(document, draft.answers)
        if problems:
            raise Invalid(problems)
        draft.answers = prune(document, draft.answers)
        text = json.dumps(draft.answers, sort_keys=True, ensure_ascii=False)
        draft.sha256 = hashlib.sha256(text.encode()).hexdigest()
        draft.state = Draft.State.FROZEN
        draft.frozen_at = draft.updated_at = clock.now()
        draft.save()
    return FrozenAnswers(answers=draft.answers, origins=draft.origins, sha256=draft.sha256)

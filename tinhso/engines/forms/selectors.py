"""Reading forms and drafts. A draft is its owner's alone."""

from typing import Any
from uuid import UUID

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import NotFound

from .models import Draft as Draft
from .models import Form
from .telling import describe
from .types import AnswerSection


def get_form(code: str) -> Form:
    """Return the newest version of the form."""
    found = Form.objects.filter(code=code).order_by("-version").first()
    if found is None:
        raise NotFound("forms.no_form")
    return found


def access_draft(actor: Actor, uid: object, *, lock: bool = False) -> Draft:
    """Return the draft to its owner; to everybody else there is none."""
    rows = Draft.objects.select_for_update(of=("self",)) if lock else Draft.objects.all()
    try:
        found = rows.select_related("form").filter(uid=UUID(str(uid))).first()
    except ValueError:
        found = None
    if found is None or actor.account is None or found.owner_id != actor.account.pk:
        raise NotFound("forms.no_draft")
    return found


def list_drafts(actor: Actor) -> list[Draft]:
    """Return the owner's unfinished drafts, the last touched first."""
    if actor.account is None:
        return []
    rows = Draft.objects.filter(owner=actor.account, state=Draft.State.OPEN)
    return list(rows.select_related("form").order_by("-updated_at")[:50])


def describe_answers(
    form_code: str, answers: dict[str, Any], origins: dict[str, Any]
) -> list[AnswerSection]:
    """Return answers in the form's words, numbers whole: for an official who may read the case."""
    document = get_form(form_code).reading
    return describe(document, answers, origins, done_pages=None, masked=False)

"""What every act on a case leaves: the step, a line in the timeline, a line in the journal."""

from datetime import datetime
from typing import Any

from tinhso.foundation.audit import services as audit
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import Forbidden
from tinhso.foundation.kernel.types import SYSTEM, Who
from tinhso.systems.cases.models import Case, TimelineItem
from tinhso.systems.cases.types import Step


def add_to_timeline(
    case: Case, code: str, who: Who, at: datetime, *, public: bool = True, **params: Any
) -> None:
    """Write one line of the timeline and the same fact into the journal."""
    TimelineItem.objects.create(
        case=case, at=at, code=code, params=params, who=short(who), is_public=public
    )
    audit.record(who, code, case.subject, params=params)


def short(who: Who) -> dict[str, str]:
    """Return what a timeline keeps of a person: name, post and agency at that moment."""
    if who == SYSTEM:
        return {}
    return {"name": who.name, "post_title": who.post_title, "agency": who.agency}


def move_to(case: Case, step: Step, at: datetime) -> None:
    """Put the case on another step; the caller saves."""
    case.step = step
    case.step_since = at
    case.updated_at = at


def demand_role(actor: Actor, case: Case, role: str) -> None:
    """Refuse an official of another office or post, and anybody deciding on their own case."""
    if not actor.has_role(role, case.agency_code):
        raise Forbidden("cases.not_yours")
    if actor.person is not None and actor.person.pk == case.applicant_id:
        raise Forbidden("cases.own_case")

"""One case: who may see it, what lies in it, what happened to it."""

import hmac
from typing import Any
from uuid import UUID

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.text import nfc
from tinhso.systems.cases.models import Case, CasePaper, TimelineItem
from tinhso.systems.cases.types import TimelineLine

OFFICE_ROLES = ("intake_clerk", "civil_status_officer", "agency_head")


def access_case(actor: Actor, uid: str, *, lock: bool = False) -> Case:
    """Return the case if `actor` may see it: its applicant, an official who handles cases in its
    agency, or a leader of the province. Everybody else is told that there is no such case.
    """
    case = find_case(uid, lock=lock)
    if case is None or not may_see(actor, case):
        raise NotFound("cases.not_found")
    return case


def find_case(uid: str, *, lock: bool = False) -> Case | None:
    """Return the case without asking who wants it: for this room's own handlers."""
    cases = Case.objects.select_for_update(of=("self",)) if lock else Case.objects.all()
    return cases.select_related("agency", "edition").filter(uid=_uuid(uid)).first()


def access_case_by_code(actor: Actor, code: str) -> Case:
    case = Case.objects.select_related("agency", "edition").filter(code=nfc(code).upper()).first()
    if case is None or not may_see(actor, case):
        raise NotFound("cases.not_found")
    return case


def may_see(actor: Actor, case: Case) -> bool:
    if actor.is_citizen and actor.person is not None:
        return bool(case.applicant_id == actor.person.pk)
    return may_handle(actor, case) or actor.has_role("province_leader")


def may_handle(actor: Actor, case: Case) -> bool:
    return any(actor.has_role(role, case.agency_code) for role in OFFICE_ROLES)


def find_tracked(code: str, secret: str) -> Case | None:
    """Return the case when the code and the secret of its receipt belong together."""
    case = Case.objects.select_related("agency", "edition").filter(code=nfc(code).upper()).first()
    expected = case.tracking_secret if case else "0" * 9
    fits = hmac.compare_digest(_bare(secret).encode(), _bare(expected).encode())
    return case if case and fits else None


def _bare(secret: str) -> str:
    return secret.replace("-", "").replace(" ", "").upper()


def _uuid(uid: str) -> str:
    try:
        return str(UUID(str(uid)))
    except ValueError:
        raise NotFound("cases.not_found") from None


def list_papers(case: Case) -> list[CasePaper]:
    return list(CasePaper.objects.filter(case=case).order_by("pk"))


def timeline(case: Case, *, public_only: bool) -> list[TimelineLine]:
    """Return what happened, oldest first, in the reader's language."""
    items = TimelineItem.objects.filter(case=case).order_by("at", "pk")
    if public_only:
        items = items.filter(is_public=True)
    return [
        TimelineLine(at=i.at, sentence=say(i.code, i.params), by=by_whom(i.who), code=i.code)
        for i in items
    ]


def by_whom(who: dict[str, Any]) -> str:
    return ", ".join(part for part in (who.get("name"), who.get("post_title")) if part)

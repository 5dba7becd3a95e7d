"""Sign: a leader approves named documents, each by the digest that was shown, with a fresh code."""

from collections.abc import Mapping

from django.db import transaction

from tinhso.engines.signing import services as signing
from tinhso.engines.signing.types import Appearance
from tinhso.foundation.identity import services as identity
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Invalid
from tinhso.foundation.kernel.types import Problem
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.selectors import access_case
from tinhso.systems.cases.types import Step

from .steps import add_to_timeline, demand_role


def ask_for_signatures(actor: Actor, shown: Mapping[str, str], code: str) -> list[Case]:
    """Approve the result of each case in `shown` (case uid → SHA-256 that the signer saw).

    Needs a second factor of this very moment. The worker signs; the web process never holds
    a leader's key. All or none: one document that changed refuses the whole batch.
    """
    if not shown:
        raise Invalid([Problem(field="documents", code="cases.nothing_chosen", params={})])
    identity.confirm_with_second_factor(actor, code)
    with transaction.atomic():
        return [_ask_for_one(actor, uid, sha256) for uid, sha256 in sorted(shown.items())]


def _ask_for_one(actor: Actor, uid: str, sha256: str) -> Case:
    case = access_case(actor, uid, lock=True)
    demand_role(actor, case, "agency_head")
    if case.step != Step.SIGN or not case.draft_result_file:
        raise Conflict("cases.not_to_sign")
    if case.draft_result_sha256 != sha256:
        raise Conflict("cases.changed_since", code=case.code)
    if case.signature_request:
        return case  # asked before: a second press changes nothing
    now = clock.now()
    request = signing.request_signature(
        actor.who,
        account_uid=actor.who.account,
        pdf_file_uid=case.draft_result_file,
        subject=case.subject,
        reason=case.code,
        sha256=sha256,
        appearance=Appearance.from_json(case.signature_box) if case.signature_box else None,
    )
    case.signature_request = str(request.uid)
    case.updated_at = now
    case.save(update_fields=["signature_request", "updated_at"])
    add_to_timeline(case, "cases.signature_asked", actor.who, now)
    return case

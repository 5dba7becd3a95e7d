"""Verify: the civil-status official checks the facts and decides to enter the birth."""

from django.db import transaction

from tinhso.engines.workflow import services as workflow
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict
from tinhso.foundation.outbox.events import emit
from tinhso.systems.cases.events import CaseVerified
from tinhso.systems.cases.facts import birth_facts
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.selectors import access_case
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus import services as civilstatus

from .steps import add_to_timeline, demand_role, move_to, short


@transaction.atomic
def verify_case(actor: Actor, uid: str) -> Case:
    """Confirm the facts and order the entry in the register (Luật Hộ tịch 2014 Đ16).

    The national civil-status system is asked by the worker; the case waits on the step
    "enter" until it has answered with the child's personal number.
    """
    case = access_case(actor, uid, lock=True)
    demand_role(actor, case, "civil_status_officer")
    if case.status != Status.ACCEPTED or case.step != Step.VERIFY:
        raise Conflict("cases.not_to_verify")

    now = clock.now()
    case.status = Status.PROCESSING
    case.verified_by = short(actor.who)
    move_to(case, Step.ENTER, now)
    case.save()
    add_to_timeline(case, "cases.verified", actor.who, now)
    civilstatus.propose_birth(
        actor.who,
        subject=case.subject,
        agency_code=case.agency_code,
        case_code=case.code,
        received_on=clock.local(case.submitted_at).date(),
        data=birth_facts(case.answers),
    )
    workflow.complete_task(actor.who, subject=case.subject, node=Step.VERIFY)
    emit(CaseVerified(case=str(case.uid), code=case.code, agency=case.agency_code))
    return case

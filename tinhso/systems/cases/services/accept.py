"""Accept: the clerk takes the case in; the procedure's own clock starts."""

from django.db import transaction

from tinhso.engines.workflow import services as workflow
from tinhso.foundation.calendars import deadlines
from tinhso.foundation.calendars.types import Limit, LimitUnit
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict
from tinhso.foundation.outbox.events import emit
from tinhso.systems.cases.events import CaseAccepted
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.selectors import access_case
from tinhso.systems.cases.types import Status, Step

from .steps import add_to_timeline, demand_role, move_to, short


@transaction.atomic
def accept_case(actor: Actor, uid: str, *, not_solvable_at_once: bool = False) -> Case:
    """Accept a submitted case. Clock two starts now (tiếp nhận), not at submission.

    `not_solvable_at_once` is the official's mark that moves a same-day limit to the next
    working day when the case came after 15:00; it is a permission, never automatic.
    """
    case = access_case(actor, uid, lock=True)
    demand_role(actor, case, "intake_clerk")
    if case.status != Status.SUBMITTED:
        raise Conflict("cases.not_to_accept")

    now = clock.now()
    edition = case.edition
    deadline = deadlines.compute_deadline(
        Limit(number=edition.limit_number, unit=LimitUnit(edition.limit_unit)),
        now,
        received_late_not_solvable=not_solvable_at_once,
    )
    case.status = Status.ACCEPTED
    case.accepted_at = now
    case.due_at = deadline.due_at
    case.derivation = deadline.as_json()
    case.accepted_by = short(actor.who)
    move_to(case, Step.VERIFY, now)
    case.save()
    add_to_timeline(case, "cases.accepted", actor.who, now, due_at=deadline.due_at.isoformat())
    workflow.complete_task(actor.who, subject=case.subject, node=Step.ACCEPT)
    emit(
        CaseAccepted(
            case=str(case.uid),
            code=case.code,
            procedure=case.procedure_code,
            agency=case.agency_code,
            due_at=deadline.due_at.isoformat(),
        )
    )
    return case

"""Return: the paper result is handed over at the counter."""

from django.db import transaction

from tinhso.engines.workflow import services as workflow
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict
from tinhso.foundation.kernel.types import Who
from tinhso.foundation.outbox.events import emit
from tinhso.systems.cases.events import ResultReturned
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.selectors import access_case
from tinhso.systems.cases.types import Status, Step

from .steps import add_to_timeline, demand_role, move_to


@transaction.atomic
def return_result(actor: Actor, uid: str) -> Case:
    """Record that the result was handed over to the applicant."""
    case = access_case(actor, uid, lock=True)
    demand_role(actor, case, "intake_clerk")
    if case.step != Step.RETURN:
        raise Conflict("cases.not_to_return")
    mark_returned(case, actor.who, "cases.returned")
    workflow.complete_task(actor.who, subject=case.subject, node=Step.RETURN)
    return case


def mark_returned(case: Case, who: Who, sentence: str) -> None:
    """Close the case: the result is with the citizen, at the counter or electronically."""
    now = clock.now()
    case.status = Status.RETURNED
    case.returned_at = now
    move_to(case, Step.NONE, now)
    case.save()
    add_to_timeline(case, sentence, who, now)
    emit(
        ResultReturned(
            case=str(case.uid),
            code=case.code,
            agency=case.agency_code,
            is_on_time=case.is_on_time,
        )
    )

"""What a process may ask of the register: `ts:handler="civilstatus.enter_birth"`."""

from typing import Any

from tinhso.engines.workflow.registry import service_task
from tinhso.engines.workflow.types import ServiceCall
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.outbox.types import NotYet

from .models import Submission
from .services.enter_birth import enter_birth
from .types import State

LOOK_AGAIN = 10.0  # seconds, while an official has something to correct


@service_task("civilstatus.enter_birth", outside=True)
def enter_birth_of_case(call: ServiceCall) -> dict[str, Any]:
    """Enter the birth that an official decided on for this case; wait while it cannot be done.

    Gives the process `book`, `number`, `entry` and `personal_number`. While the national
    system is down, or an official must correct what it refused, the process stays here.
    """
    held = Submission.objects.filter(
        subject_kind=call.subject.kind, subject_uid=call.subject.uid
    ).first()
    if held is None:
        raise NotFound("civilstatus.no_entry")
    if held.state == State.REFUSED:
        raise NotYet(seconds=LOOK_AGAIN)
    entry = enter_birth(str(held.uid))
    if entry is None:
        held.refresh_from_db()
        wait = (held.next_try_at - clock.now()).total_seconds() if held.next_try_at else LOOK_AGAIN
        raise NotYet(seconds=max(wait, 1.0))
    return {
        "entry": str(entry.uid),
        "book": str(entry.book.year),
        "number": entry.number,
        "personal_number": entry.personal_number,
    }

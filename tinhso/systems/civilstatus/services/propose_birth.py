"""The official's decision: this birth is to be written in the register."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from tinhso.foundation.audit import services as audit
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Forbidden
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox import jobs
from tinhso.systems.civilstatus.models import Submission
from tinhso.systems.civilstatus.selectors import access_submission
from tinhso.systems.civilstatus.types import BirthFacts, State

JOB = "civilstatus.ask_again"


@transaction.atomic
def propose_birth(
    who: Who,
    *,
    subject: Subject,
    agency_code: str,
    case_code: str,
    received_on: date,
    data: Mapping[str, Any],
) -> Submission:
    """Decide that the birth in `data` is entered at `agency_code`; the worker does the rest.

    `data` has the sections of `types.BirthFacts`. Asking again before the entry is written
    replaces the facts (a correction after the national system's refusal) and tries at once.
    Raises Forbidden for an official of another agency, Invalid for facts that cannot be
    entered, Conflict when the entry is written.
    """
    if who.kind not in ("official", "system") or (
        who.kind == "official" and who.agency != agency_code
    ):
        raise Forbidden("civilstatus.not_your_register")
    facts = BirthFacts.from_json(data)
    named = {"subject_kind": subject.kind, "subject_uid": subject.uid}
    held = Submission.objects.select_for_update().filter(**named).first()
    if held and held.state == State.ENTERED:
        raise Conflict("civilstatus.already_entered", number=held.case_code)
    submission = held or Submission(**named)
    submission.agency_code = agency_code
    submission.case_code = case_code
    submission.received_on = received_on
    submission.child_name = facts.child.full_name
    submission.data = facts.as_json()
    submission.proposed_by = asdict(who)
    submission.proposed_at = clock.now()
    _wait_anew(submission)
    submission.save()
    audit.record(who, "civilstatus.birth_proposed", subject, params={"agency": agency_code})
    return submission


@transaction.atomic
def retry_submission(actor: Actor, uid: str) -> Submission:
    """Ask the national system again now, without waiting for the next try."""
    submission = access_submission(actor, uid, lock=True)
    if submission.state == State.ENTERED:
        raise Conflict("civilstatus.already_entered", number=submission.case_code)
    _wait_anew(submission)
    submission.save()
    jobs.reschedule(JOB, clock.now(), key=str(submission.uid), payload={"submission": str(uid)})
    subject = Subject(kind=submission.subject_kind, uid=submission.subject_uid)
    audit.record(actor.who, "civilstatus.submission_retried", subject)
    return submission


def _wait_anew(submission: Submission) -> None:
    submission.state = State.WAITING
    submission.attempts = 0
    submission.next_try_at = clock.now()
    submission.error_code, submission.error_params = "", {}

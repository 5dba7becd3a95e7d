"""The legal act: the national system gives the child's number, then the entry is written."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from tinhso.foundation.audit import services as audit
from tinhso.foundation.kernel import clock, text
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.events import emit
from tinhso.systems.civilstatus import national
from tinhso.systems.civilstatus.events import BirthEntered, BirthHeldUp
from tinhso.systems.civilstatus.models import Book, Entry, Submission
from tinhso.systems.civilstatus.types import BirthFacts, Kind, NationalRecord, State

WAITS: Final = (5, 10, 30, 60)  # seconds after the first, second, … failed try


def enter_birth(uid: str) -> Entry | None:
    """Carry submission `uid` through: return its entry, or None when it must still wait.

    Called by the worker outside a transaction: nothing is locked while the national system
    thinks. Doing it twice is harmless (it knows the case by its code, we by the submission).
    """
    submission = Submission.objects.select_related("entry").get(uid=uid)
    if submission.entry is not None:
        return submission.entry
    facts = BirthFacts.from_json(submission.data)
    subject = Subject(kind=submission.subject_kind, uid=submission.subject_uid)
    try:
        answer = national.register_birth(
            facts,
            unit=unit_of(submission.agency_code),
            case_code=submission.case_code,
            received_on=submission.received_on,
            subject=subject,
        )
    except Unavailable as down:
        code = down.code if down.code.startswith("civilstatus.") else "civilstatus.peer_is_down"
        _hold_up(uid, State.WAITING, code, {})
        return None
    except national.NationalRefusal as refusal:
        _hold_up(uid, State.REFUSED, "civilstatus.refused_by_peer", {"said": refusal.text})
        return None
    return _write_entry(uid, facts, answer)


def unit_of(agency_code: str) -> str:
    """Return the Ministry's unit code of an agency: "H99.112" → "99112"."""
    return agency_code.removeprefix("H").replace(".", "")


@transaction.atomic
def _write_entry(uid: str, facts: BirthFacts, answer: NationalRecord) -> Entry:
    """Take the next number and write the entry: one transaction, so that no number is lost."""
    submission = Submission.objects.select_for_update().get(uid=uid)
    if submission.entry is not None:
        return submission.entry
    today = clock.today()
    book = take_number(submission.agency_code, Kind.BIRTH, today.year)
    who = Who(**submission.proposed_by)
    entry = make_entry(submission, facts, answer, book)
    entry.save()
    submission.entry = entry
    submission.state = State.ENTERED
    submission.attempts += 1
    submission.last_tried_at = clock.now()
    submission.next_try_at = None
    submission.error_code, submission.error_params = "", {}
    submission.save()
    subject = Subject(kind=submission.subject_kind, uid=submission.subject_uid)
    emit(
        BirthEntered(
            subject_kind=subject.kind,
            subject_uid=subject.uid,
            entry=str(entry.uid),
            agency=book.agency_code,
            book=str(book.year),
            number=entry.number,
            personal_number=entry.personal_number,
        )
    )
    audit.record(who, "civilstatus.birth_entered", subject, params={"number": entry.code})
    return entry


def take_number(agency_code: str, kind: Kind, year: int) -> Book:
    """Lock the book of the year and raise its last number by one; the caller writes that entry.

    The lock is held to the end of the transaction: if it is undone, so is the number.
    """
    named: dict[str, Any] = {"agency_code": agency_code, "kind": kind.value, "year": year}
    Book.objects.get_or_create(**named)
    book = Book.objects.select_for_update().get(**named)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    return book


def make_entry(
    submission: Submission, facts: BirthFacts, answer: NationalRecord, book: Book
) -> Entry:
    """Return the entry of a submission under the book's last number, not saved."""
    parents = [p.full_name for p in (facts.mother, facts.father) if p]
    said = " ".join([facts.child.full_name, *parents, answer.personal_number, submission.case_code])
    who = Who(**submission.proposed_by)
    return Entry(
        book=book,
        number=book.last_number,
        subject_kind=submission.subject_kind,
        subject_uid=submission.subject_uid,
        case_code=submission.case_code,
        child_name=facts.child.full_name,
        sort_key=text.name_sort_key(facts.child.full_name),
        folded=text.fold(said),
        child_born_on=facts.child.born_on,
        child_sex=facts.child.sex,
        personal_number=answer.personal_number,
        national_record=answer.record,
        data=submission.data,
        received_on=submission.received_on,
        entered_on=clock.today(),
        entered_at=clock.now(),
        signed_by_account=who.account,
        signed_by_name=who.name,
        signed_by_post=who.post_title,
        applicant_name=facts.applicant.full_name,
    )


@transaction.atomic
def _hold_up(uid: str, state: State, code: str, params: dict[str, str]) -> None:
    submission = Submission.objects.select_for_update().get(uid=uid)
    if submission.state == State.ENTERED:
        return
    is_news = submission.error_code != code or submission.state != state
    wait = WAITS[min(submission.attempts, len(WAITS) - 1)]
    submission.state = state
    submission.attempts += 1
    submission.last_tried_at = clock.now()
    submission.next_try_at = (
        clock.now() + timedelta(seconds=wait) if state is State.WAITING else None
    )
    submission.error_code, submission.error_params = code, params
    submission.save()
    if is_news:
        emit(
            BirthHeldUp(
                subject_kind=submission.subject_kind,
                subject_uid=submission.subject_uid,
                code=code,
                params=params,
            )
        )

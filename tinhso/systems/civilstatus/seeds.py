"""Past births, written as `enter_birth` would have left them: no gaps, in order of time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel import clock, text
from tinhso.foundation.kernel.types import Subject, Who

from .models import Book, Entry, Submission
from .types import BirthFacts, Kind, State


@dataclass(frozen=True, kw_only=True, slots=True)
class PastBirth:
    subject: Subject
    agency_code: str
    case_code: str
    received_at: datetime
    proposed_at: datetime
    entered_at: datetime
    data: dict[str, Any]  # the sections of `BirthFacts`
    personal_number: str
    who: Who


def load_past_births(past: Sequence[PastBirth]) -> dict[str, tuple[int, int]]:
    """Write books, entries and submissions; return subject uid → (year, number)."""
    books: dict[tuple[str, int], Book] = {
        (book.agency_code, book.year): book for book in Book.objects.filter(kind=Kind.BIRTH)
    }
    entries: list[Entry] = []
    for birth in sorted(past, key=lambda one: one.entered_at):
        day = clock.local(birth.entered_at).date()
        book = books.get((birth.agency_code, day.year))
        if book is None:
            book = Book.objects.create(
                agency_code=birth.agency_code, kind=Kind.BIRTH, year=day.year
            )
            books[birth.agency_code, day.year] = book
        book.last_number += 1
        entries.append(_entry(birth, book))
    Entry.objects.bulk_create(entries, batch_size=300)
    Book.objects.bulk_update(books.values(), ["last_number"], batch_size=500)
    stored = {entry.subject_uid: entry for entry in entries}
    Submission.objects.bulk_create(
        [_submission(birth, stored[birth.subject.uid]) for birth in past], batch_size=300
    )
    return {entry.subject_uid: (entry.book.year, entry.number) for entry in entries}


def _entry(birth: PastBirth, book: Book) -> Entry:
    facts = BirthFacts.from_json(birth.data)
    parents = [p.full_name for p in (facts.mother, facts.father) if p]
    said = [facts.child.full_name, *parents, birth.personal_number, birth.case_code]
    return Entry(
        book=book,
        number=book.last_number,
        subject_kind=birth.subject.kind,
        subject_uid=birth.subject.uid,
        case_code=birth.case_code,
        child_name=facts.child.full_name,
        sort_key=text.name_sort_key(facts.child.full_name),
        folded=text.fold(" ".join(said)),
        child_born_on=facts.child.born_on,
        child_sex=facts.child.sex,
        personal_number=birth.personal_number,
        national_record=f"HT-{birth.case_code}"[:40],
        data=facts.as_json(),
        received_on=clock.local(birth.received_at).date(),
        entered_on=clock.local(birth.entered_at).date(),
        entered_at=birth.entered_at,
        created_at=birth.entered_at,
        signed_by_account=birth.who.account,
        signed_by_name=birth.who.name,
        signed_by_post=birth.who.post_title,
        applicant_name=facts.applicant.full_name,
    )


def _submission(birth: PastBirth, entry: Entry) -> Submission:
    return Submission(
        subject_kind=birth.subject.kind,
        subject_uid=birth.subject.uid,
        agency_code=birth.agency_code,
        case_code=birth.case_code,
        received_on=entry.received_on,
        child_name=entry.child_name,
        data=entry.data,
        state=State.ENTERED,
        proposed_by=asdict(birth.who),
        proposed_at=birth.proposed_at,
        attempts=1,
        last_tried_at=birth.entered_at,
        entry=entry,
        created_at=birth.proposed_at,
    )

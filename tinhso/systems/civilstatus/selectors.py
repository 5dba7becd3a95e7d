"""Reading the register: by the case that led to an entry, or by officials of the agency."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import text
from tinhso.foundation.kernel.refusals import Forbidden, NotFound
from tinhso.foundation.kernel.types import Subject

from .models import Book, Entry, Submission
from .types import State, Waiting

ROLES = ("civil_status_officer", "agency_head")


def keeps_register(actor: Actor, agency_code: str | None = None) -> bool:
    """Say whether `actor` may read the register of `agency_code` (their own when not named)."""
    code = agency_code or actor.agency_code
    return bool(code) and any(actor.has_role(role, code) for role in ROLES)


def find_entry_for(subject: Subject) -> Entry | None:
    """Return the entry that this case led to, None before it is written."""
    return (
        Entry.objects.select_related("book")
        .filter(subject_kind=subject.kind, subject_uid=subject.uid)
        .first()
    )


def get_entry_for(subject: Subject) -> Entry:
    """Return the entry that this case led to; raises NotFound before it is written."""
    entry = find_entry_for(subject)
    if entry is None:
        raise NotFound("civilstatus.no_entry")
    return entry


def waiting_for(subject: Subject) -> Waiting | None:
    """Say why the entry of this case is not written yet; None when nothing is under way."""
    held = Submission.objects.filter(
        subject_kind=subject.kind, subject_uid=subject.uid, entry__isnull=True
    ).first()
    return as_waiting(held) if held else None


def as_waiting(held: Submission) -> Waiting:
    return Waiting(
        state=held.state,
        code=held.error_code or "civilstatus.being_sent",
        params=held.error_params,
        attempts=held.attempts,
        since=held.proposed_at,
        last_tried_at=held.last_tried_at,
        next_try_at=held.next_try_at,
    )


def access_entry(actor: Actor, uid: object) -> Entry:
    """Return the entry if `actor` keeps the register of its agency; else NotFound."""
    entry = Entry.objects.select_related("book").filter(uid=_uid(uid)).first()
    if entry is None or not keeps_register(actor, entry.book.agency_code):
        raise NotFound("civilstatus.no_entry")
    return entry


def access_submission(actor: Actor, uid: object, *, lock: bool = False) -> Submission:
    """Return the submission if `actor` keeps the register of its agency; else NotFound."""
    rows = Submission.objects.select_for_update() if lock else Submission.objects.all()
    held = rows.filter(uid=_uid(uid)).first()
    if held is None or not keeps_register(actor, held.agency_code):
        raise NotFound("civilstatus.no_entry")
    return held


def list_entries(actor: Actor, *, q: str = "", year: int | None = None) -> QuerySet[Entry]:
    """Return the entries of the actor's agency, latest first; `q` needs no diacritics.

    Raises Forbidden for officials who do not keep the register.
    """
    _check(actor)
    rows = Entry.objects.select_related("book").filter(book__agency_code=actor.agency_code)
    if year:
        rows = rows.filter(book__year=year)
    for word in text.fold(q).split():
        rows = rows.filter(folded__contains=word)
    return rows.order_by("-book__year", "-number")


def list_years(actor: Actor) -> list[int]:
    """Return the years of which the actor's agency has a book, latest first."""
    rows = Book.objects.filter(agency_code=actor.agency_code).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def list_held_up(actor: Actor) -> QuerySet[Submission]:
    """Return the births decided at the actor's agency that are not written yet, oldest first."""
    _check(actor)
    rows = Submission.objects.filter(agency_code=actor.agency_code)
    return rows.exclude(state=State.ENTERED).order_by("proposed_at")


def count_held_up(actor: Actor) -> int:
    return list_held_up(actor).count() if keeps_register(actor) else 0


def _check(actor: Actor) -> None:
    if not keeps_register(actor):
        raise Forbidden("civilstatus.not_your_register")


def _uid(said: object) -> str:
    from uuid import UUID

    try:
        return str(UUID(str(said)))
    except (ValueError, ValidationError):
        raise NotFound("civilstatus.no_entry") from None

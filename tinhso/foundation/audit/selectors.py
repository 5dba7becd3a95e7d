"""Reading the journal. The caller guards: only an owner's page or an auditor may show it."""

from tinhso.foundation.kernel.types import Subject

from .models import Entry, Read
from .types import EntryLine, ReadLine


def list_entries(subject: Subject, *, limit: int = 500) -> list[EntryLine]:
    """List what was done to `subject`, oldest first."""
    rows = Entry.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
    return [_entry(row) for row in rows.order_by("id")[:limit]]


def list_entries_by(account: str, *, limit: int = 200) -> list[EntryLine]:
    """List what the account with this uid did, latest first."""
    return [_entry(row) for row in Entry.objects.filter(account=account).order_by("-id")[:limit]]


def list_reads_about(person: str, *, limit: int = 200) -> list[ReadLine]:
    """List who looked at the data of the person with this number, latest first."""
    return [_read(row) for row in Read.objects.filter(person=person).order_by("-id")[:limit]]


def list_reads_for(subject: Subject, *, limit: int = 200) -> list[ReadLine]:
    """List whose data were looked at on account of `subject`, latest first."""
    rows = Read.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
    return [_read(row) for row in rows.order_by("-id")[:limit]]


def _entry(row: Entry) -> EntryLine:
    return EntryLine(
        at=row.created_at,
        who=row.who,
        action=row.action,
        params=row.params,
        subject=row.subject,
        request_id=row.request_id,
    )


def _read(row: Read) -> ReadLine:
    return ReadLine(
        at=row.created_at,
        who=row.who,
        register=row.register,
        person=row.person,
        purpose=row.purpose,
        fields=tuple(row.fields),
        outcome=row.outcome,
        subject=row.subject,
        request_id=row.request_id,
    )

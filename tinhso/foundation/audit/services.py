"""Writing the journal. Every service of the platform that changes something calls `record`.

Both functions write in the caller's transaction: an act and its line are kept together or
not at all. Nothing here waits for another writer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.types import Subject, Who

from .models import Entry, Read
from .purposes import purposes


def record(
    who: Who, action: str, subject: Subject, *, params: Mapping[str, Any] | None = None
) -> None:
    """Note that `who` did `action` (a message code) to `subject`."""
    Entry.objects.create(
        **asdict(who),
        action=action,
        params=dict(params or {}),
        subject_kind=subject.kind,
        subject_uid=subject.uid,
        request_id=logs.request_id.get()[:64],
    )


def record_read(
    who: Who,
    register: str,
    person: str,
    *,
    subject: Subject,
    purpose: str,
    fields: Sequence[str],
    outcome: str,
) -> None:
    """Note that `who` asked `register` for `fields` of `person`, for a known `purpose`.

    Raises KeyError for a purpose that is not in the list: there is no reading without one.
    """
    _ = purposes[purpose]
    Read.objects.create(
        **asdict(who),
        register=register,
        person=person,
        purpose=purpose,
        fields=list(fields),
        outcome=outcome,
        subject_kind=subject.kind,
        subject_uid=subject.uid,
        request_id=logs.request_id.get()[:64],
    )

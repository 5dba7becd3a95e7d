"""Past lines of the journal, for the demonstration's past cases."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel.types import Subject, Who

from .models import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class PastAct:
    at: datetime
    who: Who
    action: str
    subject: Subject
    params: dict[str, Any] = field(default_factory=dict)


def load_past_acts(acts: Sequence[PastAct]) -> None:
    """Write acts in order of time, so that ids stay monotone with it."""
    Entry.objects.bulk_create(
        [
            Entry(
                **asdict(act.who),
                action=act.action,
                params=act.params,
                subject_kind=act.subject.kind,
                subject_uid=act.subject.uid,
                created_at=act.at,
            )
            for act in sorted(acts, key=lambda one: one.at)
        ],
        batch_size=500,
    )

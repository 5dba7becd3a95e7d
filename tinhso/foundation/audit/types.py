"""What the journal hands out. No models here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.foundation.kernel.types import Subject, Who


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """Something that was done."""

    at: datetime
    who: Who
    action: str  # a message code: `say(action, params)`
    params: dict[str, Any]
    subject: Subject
    request_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadLine:
    """Somebody's data that were looked at in a register."""

    at: datetime
    who: Who
    register: str  # "population"
    person: str  # the personal number that was asked for
    purpose: str  # a code: `purposes.say_purpose(code)`
    fields: tuple[str, ...]
    outcome: str  # "found", "not_found", "matched", "not_matched", "unavailable", …
    subject: Subject
    request_id: str

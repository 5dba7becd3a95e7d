"""Words of notices. No models here."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.foundation.kernel.types import Subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """Who is told, and where. Empty values are not known; `language` is "vi" or "en"."""

    person_id: str = ""  # uid of the person, when known
    account: str = ""  # uid of the account, when known
    phone: str = ""
    email: str = ""
    name: str = ""
    language: str = "vi"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeLine:
    """One notice by one channel, as an operator or the owner of the subject sees it."""

    uid: str
    at: datetime
    channel: str  # "sms", "email", "zalo"
    address: str  # masked
    code: str
    text: str  # in the reader's language
    status: str  # "queued", "sent", "failed"
    reason: str  # a message code, or empty
    tries: int
    sent_at: datetime | None
    subject: Subject

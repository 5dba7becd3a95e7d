"""What the register tells the apps above it."""

from dataclasses import dataclass

from tinhso.foundation.outbox.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BirthEntered(DomainEvent):
    """A birth stands in the register: the legal act of registration (Luật Hộ tịch 2014 Đ16)."""

    subject_kind: str
    subject_uid: str
    entry: str  # uid
    agency: str  # code
    book: str  # "2026"
    number: int
    personal_number: str


@dataclass(frozen=True, kw_only=True)
class BirthHeldUp(DomainEvent):
    """The national system did not take a birth; emitted when the reason is new, not at each try."""

    subject_kind: str
    subject_uid: str
    code: str  # message code of the reason
    params: dict[str, str]

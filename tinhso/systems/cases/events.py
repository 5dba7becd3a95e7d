"""What this room tells: five facts in the life of a case. Heard by itself and by those above."""

from dataclasses import dataclass

from tinhso.foundation.outbox.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CaseSubmitted(DomainEvent):
    case: str  # uid
    code: str
    procedure: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(DomainEvent):
    case: str
    code: str
    procedure: str
    agency: str
    due_at: str  # ISO moment


@dataclass(frozen=True, kw_only=True)
class CaseVerified(DomainEvent):
    case: str
    code: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class ResultIssued(DomainEvent):
    case: str
    code: str
    agency: str
    item: str  # uid of the vault item


@dataclass(frozen=True, kw_only=True)
class ResultReturned(DomainEvent):
    case: str
    code: str
    agency: str
    is_on_time: bool

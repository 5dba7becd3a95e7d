"""What signing tells: a document waits, was signed, or cannot be signed."""

from dataclasses import dataclass

from tinhso.foundation.outbox.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class SignatureRequested(DomainEvent):
    """Somebody asked for a signature, after a fresh second factor; the worker signs."""

    request: str  # uid


@dataclass(frozen=True, kw_only=True)
class DocumentSigned(DomainEvent):
    """A document carries a signature that was checked; `file` is the signed one."""

    request: str  # uid
    subject_kind: str
    subject_uid: str
    file: str  # uid of the signed file
    sha256: str  # of the signed file
    account: str  # uid of the signer's account
    level: str  # "B-T"; "B-B" where no time-stamping authority is configured


@dataclass(frozen=True, kw_only=True)
class SigningFailed(DomainEvent):
    """A document will not be signed until somebody acts; `code` is a message code."""

    request: str  # uid
    subject_kind: str
    subject_uid: str
    code: str

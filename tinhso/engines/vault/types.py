"""Words of the vault: where an item comes from, how it stands, what anybody may learn of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    VALID = "valid"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Who issued the item, in which case, when, and who signed it."""

    case_code: str
    agency_code: str
    issued_at: datetime  # aware
    signer: str  # name and post as signed: "Đỗ Minh Khoa, Chủ tịch"
    agency_name: Mapping[str, str] | None = None  # {"vi", "en"}; looked up when not said
    procedure: Mapping[str, str] | None = None  # name of the procedure {"vi", "en"}

    def as_json(self) -> dict[str, Any]:
        said = asdict(self)
        said["issued_at"] = self.issued_at.isoformat()
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Provenance":
        return cls(**{**said, "issued_at": datetime.fromisoformat(said["issued_at"])})


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicResult:
    """What anybody with the code may learn, and nothing more."""

    issuer: dict[str, str]  # {"vi", "en"}
    title: dict[str, str]
    issued_on: date
    status: str
    masked_name: str
    changed_on: date | None  # when it was replaced or revoked


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedFile:
    """What a check of an uploaded PDF found."""

    name: str
    sha256: str
    ok: bool
    sentences: tuple[str, ...]  # in the reader's language
    result: PublicResult | None  # the item of the vault that has exactly these bytes

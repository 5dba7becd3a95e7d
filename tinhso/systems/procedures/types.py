"""Words of procedures. No Django models here."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to have at hand in one case type (trường hợp), as the published list says."""

    code: str
    name: dict[str, str]
    note: dict[str, str]
    need: str  # "no_upload", "photo_if_absent", "when_asked", "original"
    icon: str = "file-text"
    case_types: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Paper":
        return cls(
            said["code"],
            said["name"],
            said.get("note", {}),
            said["need"],
            said.get("icon", "file-text"),
            tuple(said.get("case_types", ())),
        )


@dataclass(frozen=True, slots=True)
class CaseType:
    """One trường hợp of a procedure: its own papers, and its own limit when it has one."""

    code: str
    name: dict[str, str]
    papers: tuple[Paper, ...] = field(default_factory=tuple)

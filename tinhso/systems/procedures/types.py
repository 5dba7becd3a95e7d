"""Words of procedures. No Django models here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language


def in_language(said: Mapping[str, str]) -> str:
    """Return a piece of legal data in the reader's language; Vietnamese when it has no other."""
    return said.get(get_language() or "vi") or said.get("vi", "")


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to have at hand in one case type (trường hợp), as the published list says."""

    code: str
    name: dict[str, str]
    note: dict[str, str]
    need: str  # "sign_in", "photo", "photo_or_number", "when_asked", "no_upload"
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

    @property
    def label(self) -> str:
        return in_language(self.name)

    @property
    def hint(self) -> str:
        return in_language(self.note)

"""Words of the directory: identifiers, hits of a search. No Django models here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

# Levels and kinds are data; these are the words that the demo and the import use.
PROVINCE, DISTRICT, COMMUNE, DEPARTMENT = "province", "district", "commune", "department"


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """One answer of a search for a place: today's place, and the old name that led to it."""

    code: str
    label: str  # "Xã Hạc Lâm, tỉnh An Bình"
    note: str = ""  # "trước 01/07/2025: Xã Cổ Trúc, huyện Hạc Lâm, tỉnh An Bình"
    old_name: str = ""
    old_code: str = ""
    is_split: bool = False
    is_default: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "label": self.label,
            "note": self.note,
            "old_name": self.old_name,
            "old_code": self.old_code,
            "is_split": self.is_split,
            "is_default": self.is_default,
        }


@dataclass(frozen=True, slots=True)
class PlaceToday:
    """Where an old place is today: one part of it, the default (largest) part first."""

    code: str
    name: str
    province: str
    is_default: bool
    is_split: bool
    since: date | None
    legal_basis: str

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name,
            "province": self.province,
            "is_default": self.is_default,
            "is_split": self.is_split,
            "since": self.since.isoformat() if self.since else None,
            "legal_basis": self.legal_basis,
        }

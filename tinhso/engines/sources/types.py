"""What the State already knows about a person, in our words. No models here."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How a read of a register ended; kept in the journal of reads."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRecord:
    """A place as the register names it.

    `code` is the commune's ("99112"), or the province's when no commune is given; districts
    ended on 01/07/2025 and their codes are dropped at the border. `text` is for reading.
    """

    code: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.code or self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative:
    """Father, mother, husband or wife: often a name alone, without a number."""

    name: str
    national_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRecord:
    """One person of the population register (QĐ 06/QĐ-TTg service 037)."""

    national_id: str
    full_name: str
    born_year: int | None = None
    born_on: date | None = None  # None when the register knows the year alone
    sex: Sex = Sex.UNKNOWN
    ethnicity: str = ""
    nationality: str = ""
    is_married: bool | None = None
    birth_registered_at: PlaceRecord = PlaceRecord()
    home_town: PlaceRecord = PlaceRecord()
    residence: PlaceRecord = PlaceRecord()
    father: Relative | None = None
    mother: Relative | None = None
    spouse: Relative | None = None

    @property
    def born(self) -> str:
        """Return the birth date as ISO, "1968" when only the year is known, "" when nothing is."""
        if self.born_on:
            return self.born_on.isoformat()
        return str(self.born_year) if self.born_year else ""

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON-able values, `born_on` in ISO form, with `born` beside it."""
        return {
            **asdict(self),
            "born_on": self.born_on.isoformat() if self.born_on else None,
            "born": self.born,
        }

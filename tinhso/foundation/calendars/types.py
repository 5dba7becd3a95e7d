"""Words of working time: limits, steps of a derivation, a loaded calendar. No models here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self


class LimitUnit(StrEnum):
    """In what a limit is counted (the portal's `DONVITINH`, with the law's own "in the day")."""

    IN_DAY = "in_day"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


class MarkKind(StrEnum):
    """Why a day is not what its weekday says."""

    HOLIDAY = "holiday"  # a public holiday, or the day off given for one that fell on a weekend
    SWAP_OFF = "swap_off"  # a working day taken off against a make-up day
    MAKE_UP_WORK = "make_up_work"  # a day off on which offices work instead
    LOCAL_CLOSURE = "local_closure"  # offices shut by a decision of their own authority


@dataclass(frozen=True, slots=True)
class Limit:
    """How long an office, or a person, has. `in_day` is today: its number is always 1."""

    number: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("A limit is at least 1")
        if self.unit == LimitUnit.IN_DAY and self.number != 1:
            raise ValueError("In the day is one day")

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number, "unit": str(self.unit)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        return cls(int(said["number"]), LimitUnit(said["unit"]))


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation: a message code of `messages.py` with its values (JSON-able)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due moment with its derivation, so that it can be contested line by line."""

    due_at: datetime  # aware, in Việt Nam's time
    limit: Limit
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "due_at": self.due_at.isoformat(),
            "limit": self.limit.as_json(),
            "steps": [step.as_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        return cls(
            datetime.fromisoformat(said["due_at"]),
            Limit.from_json(said["limit"]),
            tuple(Step(step["code"], step["params"]) for step in said["steps"]),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that is not what its weekday says, and on what legal basis."""

    day: date
    kind: MarkKind
    name_vi: str
    name_en: str
    legal_basis: str = ""
    swapped_with: date | None = None
    is_provisional: bool = False

    @property
    def is_off(self) -> bool:
        return self.kind != MarkKind.MAKE_UP_WORK

    @property
    def name(self) -> dict[str, str]:
        return {"vi": self.name_vi, "en": self.name_en}


@dataclass(frozen=True, slots=True)
class Interval:
    """Open hours of one weekday (Monday is 0) while they are in force."""

    weekday: int
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Calendar:
    """A snapshot of one office's days and hours; everything is computed from it, purely."""

    code: str
    marks: Mapping[date, Mark]
    intervals: tuple[Interval, ...]
    late_after: time = time(15, 0)
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def settled_years(self) -> frozenset[int]:
        """Years whose days off were entered and are not provisional."""
        return frozenset(day.year for day in self.marks) - frozenset(
            day.year for day, mark in self.marks.items() if mark.is_provisional
        )

"""The facts of a birth, as the register keeps them, and how an act stands. No models here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tinhso.foundation.kernel import clock, text
from tinhso.foundation.kernel.refusals import Invalid
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Problem

SEXES = {"male": "Nam", "female": "Nữ"}


class Kind(StrEnum):
    BIRTH = "birth"


class State(StrEnum):
    """How the writing of an entry stands."""

    WAITING = "waiting"  # to be told to the national system, or told and not yet answered
    REFUSED = "refused"  # the national system wants something corrected
    ENTERED = "entered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Child:
    full_name: str
    born_on: date
    sex: str  # "male" or "female"
    ethnicity: str
    nationality: str
    birth_place: str
    home_town: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Parent:
    full_name: str
    born: str = ""  # ISO date, or the year alone
    ethnicity: str = ""
    nationality: str = ""
    residence: str = ""
    national_id: str = ""

    @property
    def born_shown(self) -> str:
        """Return the birth date as dd/mm/yyyy, or the year alone."""
        return "/".join(reversed(self.born.split("-")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    full_name: str
    relation: str = ""  # "mẹ", "cha", "bà nội"…: how the applicant is related to the child
    id_paper: str = ""  # "Căn cước số 099196000017"


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthFacts:
    """What is written about a birth (Luật Hộ tịch 2014 Đ14; fields of TT 04/2020/TT-BTP).

    At least one parent, or none for an abandoned child; the hour of birth is not recorded.
    """

    child: Child
    mother: Parent | None
    father: Parent | None
    applicant: Applicant

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "BirthFacts":
        """Read facts from plain values; raises Invalid with every field that is wrong."""
        child = _section(data, "child")
        needed = ("full_name", "ethnicity", "nationality", "birth_place", "home_town")
        problems = [_missing(f"child.{name}") for name in needed if not _text(child.get(name))]
        if child.get("sex") not in SEXES:
            problems.append(_missing("child.sex"))
        born_on = _date(child.get("born_on"))
        if born_on is None:
            problems.append(_missing("child.born_on"))
        elif born_on > clock.today():
            problems.append(
                Problem(field="child.born_on", code="civilstatus.born_in_the_future", params={})
            )
        applicant = _section(data, "applicant")
        if not _text(applicant.get("full_name")):
            problems.append(_missing("applicant.full_name"))
        if problems or born_on is None:
            raise Invalid(problems)
        return cls(
            child=Child(
                full_name=_text(child["full_name"]),
                born_on=born_on,
                sex=str(child["sex"]),
                ethnicity=_text(child["ethnicity"]),
                nationality=_text(child["nationality"]),
                birth_place=_text(child["birth_place"]),
                home_town=_text(child["home_town"]),
            ),
            mother=_parent(_section(data, "mother")),
            father=_parent(_section(data, "father")),
            applicant=Applicant(
                full_name=_text(applicant["full_name"]),
                relation=_text(applicant.get("relation")),
                id_paper=_text(applicant.get("id_paper")),
            ),
        )

    def as_json(self) -> dict[str, Any]:
        said = asdict(self)
        said["child"]["born_on"] = self.child.born_on.isoformat()
        return said


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalRecord:
    """What the national civil-status system gives back for a registered birth."""

    record: str  # its own id of the case
    personal_number: str
    registered_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Why an entry is not written yet. `code` with `params` is a sentence for people."""

    state: str
    code: str
    params: dict[str, Any]
    attempts: int
    since: datetime
    last_tried_at: datetime | None
    next_try_at: datetime | None

    @property
    def sentence(self) -> str:
        """Return the reason in the reader's language."""
        return say(self.code, self.params)


def _section(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def _parent(said: Mapping[str, Any]) -> Parent | None:
    if not _text(said.get("full_name")):
        return None
    return Parent(
        full_name=_text(said["full_name"]),
        born=_text(said.get("born") or said.get("born_on")),
        ethnicity=_text(said.get("ethnicity")),
        nationality=_text(said.get("nationality")),
        residence=_text(said.get("residence")),
        national_id=_text(said.get("national_id")).replace(" ", ""),
    )


def _text(value: Any) -> str:
    """Return a text answer; a place may come as {"code", "text"}."""
    if isinstance(value, Mapping):
        value = value.get("text") or value.get("label") or value.get("name")
    return text.nfc(value) if isinstance(value, str) else ""


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _missing(field: str) -> Problem:
    return Problem(field=field, code="civilstatus.missing", params={"field": field})

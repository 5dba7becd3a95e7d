"""From what a browser sent to answers: each kind of field is read here, and nothing is thrown away."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.datastructures import MultiValueDict

from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.kernel.text import fold, nfc
from tinhso.foundation.kernel.types import Problem

from .types import Field
from .validate import problem_of

Posted = MultiValueDict[str, str]

DATE_PARTS = ("day", "month", "year")
_LONGEST = 10_000  # characters read of one input


@dataclass
class Reading:
    """One field as read: values by path, the raw input, and what could not be understood."""

    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    problem: Problem | None = None


def read_field(one: Field, posted: Posted) -> Reading:
    """Read one field. Uploads are read by the service, which keeps the bytes."""
    return _READERS.get(one.kind, _read_text)(one, posted)


def _said(posted: Posted, name: str) -> str:
    return nfc(str(posted.get(name) or "")[:_LONGEST])


def _read_text(one: Field, posted: Posted) -> Reading:
    said = _said(posted, one.name)
    value = said if one.kind == "textarea" else " ".join(said.split())
    return Reading(values={one.path: value or None}, raw={one.name: said})


def _read_digits(one: Field, posted: Posted) -> Reading:
    said = _said(posted, one.name)
    value = re.sub(r"[\s.\-()]", "", said)
    if one.kind == "phone" and value.startswith("+84"):
        value = "0" + value[3:]
    return Reading(values={one.path: value or None}, raw={one.name: said})


def _read_number(one: Field, posted: Posted) -> Reading:
    said = _said(posted, one.name)
    if not said:
        return Reading(values={one.path: None})
    if re.fullmatch(r"-?[0-9]{1,12}", said):
        return Reading(values={one.path: int(said)}, raw={one.name: said})
    return Reading(raw={one.name: said}, problem=problem_of(one, "forms.not_a_number"))


def _read_date(one: Field, posted: Posted) -> Reading:
    raw = {f"{one.name}-{part}": _said(posted, f"{one.name}-{part}") for part in DATE_PARTS}
    day, month, year = raw.values()
    if not (day or month or year):
        return Reading(values={one.path: None})
    try:
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (day, month, year)):
            raise ValueError
        value = date(int(year), int(month), int(day))
    except ValueError:
        return Reading(raw=raw, problem=problem_of(one, "forms.bad_date"))
    return Reading(values={one.path: value.isoformat()}, raw=raw)


def _read_choice(one: Field, posted: Posted) -> Reading:
    said = _said(posted, one.name)
    known = {str(option["value"]) for option in one.options}
    if said and said not in known:
        return Reading(raw={one.name: said}, problem=problem_of(one, "forms.choose"))
    return Reading(values={one.path: said or None}, raw={one.name: said})


def _read_tick(one: Field, posted: Posted) -> Reading:
    ticked = bool(posted.get(one.name))
    return Reading(values={one.path: True if ticked else None})


def _read_place(one: Field, posted: Posted) -> Reading:
    """A commune: chosen from the list, or found by a name that leaves no doubt."""
    code = _said(posted, f"{one.name}-place")
    asked = _said(posted, f"{one.name}-q")
    raw = {f"{one.name}-place": code, f"{one.name}-q": asked}
    label = directory.place_label(code) if code else ""
    if code and label != code and (not asked or fold(asked) == fold(label) or _is_hit(code, asked)):
        return Reading(values=_place(one, code, label), raw=raw)
    if not asked:
        return Reading(values=_place(one, None, None), raw=raw)
    hits = directory.search_places(asked)
    if len(hits) == 1:
        return Reading(values=_place(one, hits[0].code, hits[0].label), raw=raw)
    wrong = "forms.choose_place" if hits else "forms.no_place"
    return Reading(raw=raw, problem=problem_of(one, wrong, asked=asked))


def _is_hit(code: str, asked: str) -> bool:
    return any(hit.code == code for hit in directory.search_places(asked))


def _place(one: Field, code: str | None, label: str | None) -> dict[str, Any]:
    return {f"{one.path}.place": code, f"{one.path}.text": label}


_READERS: Mapping[str, Callable[[Field, Posted], Reading]] = {
    "number": _read_number,
    "personal_number": _read_digits,
    "phone": _read_digits,
    "date": _read_date,
    "radios": _read_choice,
    "select": _read_choice,
    "checkbox": _read_tick,
    "declaration": _read_tick,
    "place": _read_place,
}

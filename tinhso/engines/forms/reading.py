"""From what a browser sent to a value, kind by kind; a problem where it cannot be one."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict

from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.directory.types import PlaceHit
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.text import fold, modern_tones, nfc
from tinhso.foundation.kernel.types import Problem

from .types import Field

_SPACES = re.compile(r"\s+")
_PLACE_KIND = re.compile(r"^(xã|phường|thị trấn|đặc khu)\s+", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[\s.\-()]")
MAX_TEXT = 2000


class Unreadable(Exception):  # noqa: N818  it says what the text is
    """What was typed is no value of its kind; `problem` says why."""

    def __init__(self, field: Field, code: str, **params: Any) -> None:
        super().__init__(code)
        self.problem = Problem(
            field=field.path, code=code, params={"label": field.called, **params}
        )


def read_field(field: Field, posted: QueryDict) -> dict[str, Any]:
    """Return the values of one field by path, None where nothing was typed.

    Raises Unreadable. Text is brought to NFC and single spaces, as it will be printed.
    """
    if field.kind == "date":
        return {field.path: _read_date(field, posted)}
    if field.kind == "place":
        return _read_place(field, posted)
    typed = posted.get(field.name, "")
    if field.kind in ("checkbox", "declaration"):
        return {field.path: True if typed else None}
    return {field.path: _read_one(field, _clean(typed, field.kind))}


def _clean(typed: str, kind: str) -> str:
    text = nfc(typed)[:MAX_TEXT]
    if kind == "textarea":
        return text
    text = _SPACES.sub(" ", text)
    if kind in ("personal_number", "phone", "number"):
        return _NOT_DIGITS.sub("", text)
    return modern_tones(text) if kind == "name" else text


def _read_one(field: Field, text: str) -> Any:
    if not text:
        return None
    if field.kind in ("radios", "select"):
        if text not in {str(option["value"]) for option in field.options}:
            raise Unreadable(field, "forms.choose")
        return text
    if field.kind == "number":
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise Unreadable(field, "forms.not_a_number")
        return int(text)
    if field.kind == "personal_number" and not re.fullmatch(r"[0-9]{12}", text):
        raise Unreadable(field, "forms.not_a_personal_number")
    if field.kind == "phone" and not re.fullmatch(r"(\+84|0)[0-9]{9}", text):
        raise Unreadable(field, "forms.not_a_phone")
    return text


def _read_date(field: Field, posted: QueryDict) -> str | None:
    """Read day, month and year in three inputs; a day that does not exist is said so."""
    parts = [posted.get(f"{field.name}-{part}", "").strip() for part in ("day", "month", "year")]
    if not any(parts):
        return None
    missing = [name for name, part in zip(("day", "month", "year"), parts, strict=True) if not part]
    if missing:
        raise Unreadable(field, f"forms.date_lacks_{missing[0]}")
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) or len(parts[2]) != 4:
        raise Unreadable(field, "forms.not_a_date")
    try:
        day = date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        raise Unreadable(field, "forms.no_such_day") from None
    if day.year < 1900:
        raise Unreadable(field, "forms.not_a_date")
    if day > clock.today():
        raise Unreadable(field, "forms.date_in_the_future")
    return day.isoformat()


def _read_place(field: Field, posted: QueryDict) -> dict[str, Any]:
    """Read a commune: chosen from the hits by code, or typed so clearly that there is one hit."""
    chosen = posted.get(f"{field.name}-place", "").strip()
    typed = nfc(posted.get(f"{field.name}-text", ""))[:200]
    code, text = f"{field.path}.place", f"{field.path}.text"
    if chosen:
        label = directory.place_label(chosen)
        if label and label != chosen:
            return {code: chosen, text: label}
    if not typed:
        return {code: None, text: None}
    hits = directory.search_places(typed, limit=8)
    if (hit := _clear_hit(typed, hits)) is not None:
        return {code: hit.code, text: hit.label}
    raise Unreadable(field, "forms.place_choose" if hits else "forms.place_unknown", typed=typed)


def _clear_hit(typed: str, hits: Sequence[PlaceHit]) -> PlaceHit | None:
    """Return the one place that was meant: the only hit, or the only one of that very name."""
    if len(hits) == 1:
        return hits[0]
    asked = modern_tones(typed).casefold()
    plain = asked == fold(typed)
    exact = [
        hit
        for hit in hits
        for name in (hit.label, hit.old_name)
        if asked in {(fold(said) if plain else said.casefold()) for said in _ways_to_say(name)}
    ]
    return exact[0] if len({hit.code for hit in exact}) == 1 else None


def _ways_to_say(name: str) -> set[str]:
    """Return a place's whole name, its first part, and that without the word for its kind."""
    first = name.split(",")[0].strip()
    bare = _PLACE_KIND.sub("", first)
    return {name, first, bare} - {""}


def typed_values(field: Field, posted: QueryDict) -> Mapping[str, str]:
    """Return what was typed, input by input, to show it again beside the error."""
    return {name: value for name, value in posted.items() if str(name).startswith(field.name)}  # type: ignore[misc]

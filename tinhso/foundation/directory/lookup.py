"""Find places by a whole address, "Thị trấn Plei Kần, Huyện Ngọc Hồi, Kon Tum"."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.text import fold, modern_tones, nfc

from .models import Place
from .names import bare_name, proper_part, type_of
from .selectors import label_of, successors_of, today_of
from .types import PlaceToday


@dataclass(frozen=True, slots=True)
class Found:
    """A place that answers to the address, and where it is today (the default part first)."""

    code: str
    label: str
    until: date | None
    today: tuple[PlaceToday, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.label,
            "until": self.until.isoformat() if self.until else None,
            "is_split": len(self.today) > 1,
            "today": [part.as_json() for part in self.today],
        }


def find_by_address(address: str, on: date | None = None) -> list[Found]:
    """Return the places that an address names, old and new, the better match first.

    The first part is the place's own name, the others stand above it; types may be
    left out. A house and street before the commune are passed over.
    """
    day = on or clock.today()
    parts = [modern_tones(nfc(part)) for part in address.split(",") if part.strip()]
    for skip in range(len(parts)):
        found = _find(parts[skip:], day)
        if found:
            return found
    return []


def _find(parts: list[str], day: date) -> list[Found]:
    rows = Place.objects.filter(folded=bare_name(parts[0])).select_related("parent__parent")
    for part in parts[1:]:
        rows = rows.filter(folded_path__contains=f" {bare_name(part)}")
    places = list(rows.order_by("-valid_from", "code"))
    for agrees in (_has_marks, _has_type):
        places = [place for place in places if agrees(place, parts[0])] or places
    found = []
    for place in places:
        if place.is_in_force(day):
            today = [today_of(place)]
        else:
            today = successors_of(place, day) or _parts_of(place, day)
        found.append(Found(place.code, label_of(place), place.valid_to, tuple(today)))
    return found


def _parts_of(place: Place, day: date) -> list[PlaceToday]:
    """Return where the communes of a closed district went, each once."""
    parts: dict[str, PlaceToday] = {}
    for below in Place.objects.filter(parent=place).select_related("parent__parent"):
        for part in successors_of(below, day):
            parts.setdefault(part.code, part)
    return [parts[code] for code in sorted(parts)]


def _has_marks(place: Place, asked: str) -> bool:
    name = proper_part(asked).lower()
    return name == fold(name) or name in place.name.lower()


def _has_type(place: Place, asked: str) -> bool:
    return type_of(asked) in ("", type_of(place.name))

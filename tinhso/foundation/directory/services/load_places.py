"""Load places and their successions: bulk, idempotent, quick."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tinhso.foundation.directory.models import Place, Succession
from tinhso.foundation.directory.names import bare_name
from tinhso.foundation.kernel.text import fold, modern_tones, nfc, sort_key

_BATCH = 500


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as a list says it; `parent` is the code of the place above on the first day."""

    code: str
    name: str
    kind: str
    level: str
    parent: str
    valid_from: date
    valid_to: date | None = None
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """`old` (the row that ended the day before `on`) went into `new` (the row that began then)."""

    old: str
    new: str
    is_default: bool
    is_split: bool
    on: date
    legal_basis: str = ""


_FIELDS = ("name", "kind", "level", "valid_to", "legal_basis", "folded", "folded_path", "sort_key")


@transaction.atomic
def load_places(rows: Sequence[PlaceRow]) -> int:
    """Load places, those above before those below; return how many rows were new or changed.

    Raises KeyError when a row names a parent that is neither loaded nor listed before it.
    """
    known = {(p.code, p.valid_from): p for p in Place.objects.all()}
    by_code: dict[str, list[Place]] = {}
    for place in known.values():
        by_code.setdefault(place.code, []).append(place)
    changed = 0
    for batch in _by_depth(rows):
        added, altered = [], []
        for row in batch:
            parent = _parent_of(row, by_code)
            fresh = _place(row, parent)
            old = known.get((row.code, row.valid_from))
            if old is None:
                known[row.code, row.valid_from] = fresh
                by_code.setdefault(row.code, []).append(fresh)
                added.append(fresh)
            elif _differs(old, fresh):
                for name in (*_FIELDS, "parent_id"):
                    setattr(old, name, getattr(fresh, name))
                altered.append(old)
        Place.objects.bulk_create(added, batch_size=_BATCH)
        Place.objects.bulk_update(altered, [*_FIELDS, "parent"], batch_size=_BATCH)
        changed += len(added) + len(altered)
    return changed


def _by_depth(rows: Iterable[PlaceRow]) -> list[list[PlaceRow]]:
    """Group rows so that every parent comes in an earlier group than its children."""
    levels: dict[str, int] = {}
    groups: dict[int, list[PlaceRow]] = {}
    for row in rows:
        depth = levels.get(row.parent, 0) + 1 if row.parent else 0
        levels[row.code] = max(depth, levels.get(row.code, 0)) if row.parent else 0
        groups.setdefault(depth, []).append(row)
    return [groups[depth] for depth in sorted(groups)]


def _parent_of(row: PlaceRow, known: dict[str, list[Place]]) -> Place | None:
    if not row.parent:
        return None
    found = [p for p in known.get(row.parent, ()) if p.is_in_force(row.valid_from)]
    if not found:
        raise KeyError(f"{row.code} lies in {row.parent}, which is not known on {row.valid_from}")
    return found[0]


def _place(row: PlaceRow, parent: Place | None) -> Place:
    name = modern_tones(nfc(row.name))
    # A space before every word: "contains ' hac'" then finds beginnings of words only.
    path = f" {fold(name)}"
    if parent is not None:
        path = f"{path},{parent.folded_path}"
    return Place(
        code=row.code,
        name=name,
        kind=row.kind,
        level=row.level,
        parent=parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        legal_basis=row.legal_basis,
        folded=bare_name(name),
        folded_path=path,
        sort_key=sort_key(name),
    )


def _differs(old: Place, fresh: Place) -> bool:
    return any(getattr(old, name) != getattr(fresh, name) for name in (*_FIELDS, "parent_id"))


@transaction.atomic
def load_successions(rows: Sequence[SuccessionRow]) -> int:
    """Load what became of which place; return how many links were new or changed.

    Raises KeyError when a code has no row that ended, or began, at that day.
    """
    ended: dict[tuple[str, date], Place] = {}
    began: dict[tuple[str, date], Place] = {}
    for place in Place.objects.all():
        began[place.code, place.valid_from] = place
        if place.valid_to is not None:
            ended[place.code, place.valid_to] = place
    known = {(s.old_id, s.new_id): s for s in Succession.objects.all()}
    added, altered = [], []
    for row in rows:
        old = ended[row.old, date.fromordinal(row.on.toordinal() - 1)]
        new = began[row.new, row.on]
        said = (row.is_default, row.is_split, row.on, row.legal_basis)
        link = known.get((old.pk, new.pk))
        if link is None:
            link = known[old.pk, new.pk] = Succession(old=old, new=new)
            added.append(link)
        elif (link.is_default, link.is_split, link.on, link.legal_basis) != said:
            altered.append(link)
        link.is_default, link.is_split, link.on, link.legal_basis = said
    Succession.objects.bulk_create(added, batch_size=_BATCH)
    Succession.objects.bulk_update(
        altered, ["is_default", "is_split", "on", "legal_basis"], batch_size=_BATCH
    )
    return len(added) + len(altered)

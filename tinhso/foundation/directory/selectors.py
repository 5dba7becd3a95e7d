"""Ask for places, agencies and posts as they were on a day (today when none is said)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.text import fold, modern_tones, nfc

from .models import Agency, Place, Post, Succession, Unit
from .types import COMMUNE, PROVINCE, PlaceHit, PlaceToday

_AGENCY = ("parent", "place", "hours", "successor")


def get_agency(code: str, on: date | None = None) -> Agency:
    """Return the agency `code` (either notation) on a day; NotFound when there was none."""
    found = (
        Agency.objects.on(on or clock.today())
        .filter(Q(code=code) | Q(code_qcvn102=code))
        .select_related(*_AGENCY)
        .first()
    )
    if found is None:
        raise NotFound("directory.no_agency", code=code)
    return found


def get_latest_agency(code: str) -> Agency:
    """Return the newest row of `code`, in force or closed: for showing what an old record names."""
    found = Agency.objects.filter(code=code).select_related(*_AGENCY).order_by("valid_from").last()
    if found is None:
        raise NotFound("directory.no_agency", code=code)
    return found


def find_agency_for_place(place_code: str, on: date | None = None) -> Agency | None:
    """Return the People's Committee of the place on a day, or None."""
    day = on or clock.today()
    return (
        Agency.objects.on(day)
        .filter(place__code=place_code, level__in=[COMMUNE, "district", PROVINCE])
        .select_related(*_AGENCY)
        .first()
    )


def list_agencies(
    parent_code: str | None = None, on: date | None = None, *, level: str | None = None
) -> list[Agency]:
    """Return agencies in force on a day, by name in Vietnamese order."""
    rows = Agency.objects.on(on or clock.today()).select_related(*_AGENCY)
    if parent_code is not None:
        rows = rows.filter(parent__code=parent_code)
    if level is not None:
        rows = rows.filter(level=level)
    return list(rows.order_by("sort_key", "code"))


def list_units(agency_code: str, on: date | None = None) -> list[Unit]:
    """Return the units of an agency on a day."""
    day = on or clock.today()
    rows = Unit.objects.on(day).filter(agency=get_agency(agency_code, day))
    return list(rows.select_related("agency"))


def list_posts(
    agency_code: str | None = None, on: date | None = None, *, role: str | None = None
) -> list[Post]:
    """Return posts in force on a day, of one agency or of all, with `role` or any."""
    rows = Post.objects.on(on or clock.today()).select_related("unit__agency")
    if agency_code is not None:
        rows = rows.filter(unit__agency__code=agency_code)
    if role is not None:
        rows = rows.filter(role=role)
    return list(rows.order_by("code"))


def get_post(agency_code: str, role: str, on: date | None = None) -> Post:
    """Return the first post with `role` in an agency on a day; NotFound when there is none."""
    found = list_posts(agency_code, on, role=role)
    if not found:
        raise NotFound("directory.no_post", code=agency_code, role=role)
    return found[0]


def find_place(code: str, on: date | None = None) -> Place | None:
    """Return the place `code` on a day, or its newest row when it was closed by then."""
    rows = Place.objects.filter(code=code).select_related("parent__parent")
    return rows.on(on or clock.today()).first() or rows.order_by("valid_from").last()


def place_label(code: str, on: date | None = None) -> str:
    """Return "Xã Hạc Lâm, tỉnh An Bình"; the code itself when nobody knows it."""
    found = find_place(code, on)
    return label_of(found) if found is not None else code


def label_of(place: Place) -> str:
    """Return the place's name with those above it, their types in small letters after a comma."""
    names = [place.name]
    above = place.parent
    while above is not None:
        names.append(above.name[:1].lower() + above.name[1:])
        above = above.parent
    return ", ".join(names)


def list_places(parent_code: str | None = None, on: date | None = None) -> list[Place]:
    """Return the places right below `parent_code` (provinces when None), by name."""
    rows = Place.objects.on(on or clock.today()).select_related("parent")
    rows = rows.filter(parent__code=parent_code) if parent_code else rows.filter(parent=None)
    return list(rows.order_by("sort_key"))


def current_places_of(old_code: str, on: date | None = None) -> list[PlaceToday]:
    """Return where the place `old_code` is on a day: itself, or every part it went into.

    The default part comes first. Empty when the code is unknown, or nobody
    entered what became of it.
    """
    day = on or clock.today()
    rows = Place.objects.filter(code=old_code).select_related("parent__parent")
    ended = rows.filter(valid_to__lt=day).order_by("valid_to").last()
    if ended is not None and Succession.objects.filter(old=ended).exists():
        return successors_of(ended, day)
    now = rows.on(day).first()
    return [today_of(now, None)] if now is not None else []


def successors_of(old: Place, day: date) -> list[PlaceToday]:
    """Return what `old` became by `day`, followed through later changes, the default part first."""
    found: dict[str, PlaceToday] = {}
    links = (
        Succession.objects.filter(old=old, on__lte=day)
        .select_related("new__parent__parent")
        .order_by("-is_default", "new__sort_key")
    )
    for link in links:
        if link.new.is_in_force(day):
            parts = [today_of(link.new, link)]
        else:
            parts = successors_of(link.new, day)
        for part in parts:
            found.setdefault(part.code, part)
    return list(found.values())


def today_of(place: Place, link: Succession | None = None) -> PlaceToday:
    """Return `place` as an answer to where something is today."""
    top = place
    while top.parent is not None:
        top = top.parent
    return PlaceToday(
        code=place.code,
        name=place.name,
        province=top.name if top is not place else "",
        is_default=link is None or link.is_default,
        is_split=link is not None and link.is_split,
        since=link.on if link is not None else None,
        legal_basis=link.legal_basis if link is not None else "",
    )


def search_places(
    q: str, *, on: date | None = None, limit: int = 10, province: str | None = None
) -> list[PlaceHit]:
    """Find communes by name, with or without marks, by today's name or by an old one.

    Every word asked for must stand in the name or in the names above it. An old
    name leads to today's places, each with a note. What was typed with marks
    comes first where the marks agree. `province` (a place code) narrows.
    """
    day = on or clock.today()
    asked = modern_tones(nfc(q))
    words = fold(asked.replace(",", " ")).split()
    if not words:
        return []
    rows = Place.objects.filter(valid_from__lte=day).select_related("parent__parent")
    for word in words:
        rows = rows.filter(folded_path__contains=f" {word}")
    lowest = rows.exclude(level__in=[PROVINCE, "district"])
    scored = sorted(
        lowest.order_by("sort_key")[:400],
        key=lambda place: _rank(place, asked, words, day),
    )
    return _hits(scored, day, limit, province)


def _rank(place: Place, asked: str, words: Sequence[str], day: date) -> tuple[bool, ...]:
    """Sort key: the name begins so; the marks agree; in force before closed."""
    name = " ".join(words)
    plain = fold(asked) == asked.lower()
    return (
        not (place.folded == name or fold(place.name) == name),
        not (place.folded.startswith(name) or fold(place.name).startswith(name)),
        not (plain or asked.lower() in place.name.lower()),
        not place.is_in_force(day),
        words[0] not in place.folded,
    )


def _hits(places: Iterable[Place], day: date, limit: int, province: str | None) -> list[PlaceHit]:
    found: dict[str, PlaceHit] = {}
    for place in places:
        if place.is_in_force(day):
            if province is None or province in codes_above(place):
                found.setdefault(place.code, PlaceHit(place.code, label_of(place)))
        else:
            for part in successors_of(place, day):
                if part.code not in found and _is_within(part.code, province, day):
                    found[part.code] = _old_hit(place, part, day)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _old_hit(place: Place, part: PlaceToday, day: date) -> PlaceHit:
    old = label_of(place)
    said = {"day": f"{part.since:%d/%m/%Y}" if part.since else "", "name": old}
    return PlaceHit(
        part.code,
        place_label(part.code, day),
        _("before %(day)s: %(name)s") % said,
        old,
        place.code,
        part.is_split,
        part.is_default,
    )


def codes_above(place: Place) -> list[str]:
    """Return the codes of the places above `place`, nearest first."""
    codes = []
    above = place.parent
    while above is not None:
        codes.append(above.code)
        above = above.parent
    return codes


def _is_within(code: str, province: str | None, day: date) -> bool:
    if province is None:
        return True
    place = find_place(code, day)
    return place is not None and province in codes_above(place)

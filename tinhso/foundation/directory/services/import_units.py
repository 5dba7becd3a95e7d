"""Import the country's administrative units, before and after 01/07/2025, from three CSV files.

`don_vi_cu_truoc_2025-07-01.csv` (63 provinces, 696 districts, 10,035 communes),
`don_vi_moi_2026.csv` (34 provinces, 3,321 communes) and `anh_xa_cu_moi.csv` (the
map between them). Provinces and island districts are linked from the map and
by name: an old province went where its communes went.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from tinhso.foundation.directory.names import bare_name, split_type
from tinhso.foundation.directory.types import COMMUNE, DISTRICT, PROVINCE

from .load_places import PlaceRow, SuccessionRow, load_places, load_successions

OLD, NEW, MAP = "don_vi_cu_truoc_2025-07-01.csv", "don_vi_moi_2026.csv", "anh_xa_cu_moi.csv"

MERGER = date(2025, 7, 1)
# When the national list of codes began; an old unit's own birthday is not in the files.
LIST_BEGAN = date(2004, 7, 8)
_OLD_BASIS = "Quyết định 124/2004/QĐ-TTg"
_NEW_BASIS = "Quyết định 19/2025/QĐ-TTg"
_PROVINCES_BASIS = "Nghị quyết 202/2025/QH15"
_RESOLUTION = re.compile(r"\b\d+/(?:NQ-UBTVQH\d+|\d{4}/QH\d+)\b")
_KINDS = {
    "thanh pho": "thanh-pho",
    "thi xa": "thi-xa",
    "thi tran": "thi-tran",
    "dac khu": "dac-khu",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, and how much there was."""

    places: int
    successions: int
    places_changed: int
    successions_changed: int


@transaction.atomic
def import_units(folder: Path) -> Imported:
    """Load the three files of `folder`; a second run changes nothing.

    Raises FileNotFoundError for a missing file, KeyError for a code that the
    files themselves do not explain.
    """
    old = list(_read(folder / OLD))
    new = list(_read(folder / NEW))
    pairs = list(_read(folder / MAP))
    places = [*_old_places(old), *_new_places(new)]
    links = _successions(old, new, pairs)
    places_changed = load_places(places)
    return Imported(len(places), len(links), places_changed, load_successions(links))


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as rows:
        yield from csv.DictReader(rows)


def _kind(name: str) -> str:
    word = split_type(name)[0] or bare_name(name).split()[0]
    return _KINDS.get(word, word)


def _old_places(rows: list[dict[str, str]]) -> list[PlaceRow]:
    last = MERGER - timedelta(days=1)
    provinces: dict[str, PlaceRow] = {}
    districts: dict[str, PlaceRow] = {}
    communes: list[PlaceRow] = []

    def row(code: str, name: str, level: str, parent: str) -> PlaceRow:
        return PlaceRow(code, name, _kind(name), level, parent, LIST_BEGAN, last, _OLD_BASIS)

    for said in rows:
        province, district = said["ma_tinh"], said["ma_huyen"]
        if province not in provinces:
            provinces[province] = row(province, said["tinh"], PROVINCE, "")
        if district not in districts:
            districts[district] = row(district, said["huyen"], DISTRICT, province)
        if said["ma_xa"]:
            communes.append(row(said["ma_xa"], said["xa"], COMMUNE, district))
    return [*provinces.values(), *districts.values(), *communes]


def _new_places(rows: list[dict[str, str]]) -> list[PlaceRow]:
    return [
        PlaceRow(
            said["ma"],
            said["ten"],
            said["loai"],
            PROVINCE if said["cap"] == "tinh" else COMMUNE,
            said["ma_cha"],
            MERGER,
            None,
            _NEW_BASIS,
        )
        for said in sorted(rows, key=lambda said: said["cap"] != "tinh")
    ]


def _successions(
    old: list[dict[str, str]], new: list[dict[str, str]], pairs: list[dict[str, str]]
) -> list[SuccessionRow]:
    basis = {said["ma"]: _resolution(said["ghi_chu"]) for said in new}
    links = [
        SuccessionRow(
            pair["ma_xa_cu"],
            pair["ma_xa_moi"],
            pair["mac_dinh"] == "1",
            pair["chia_tach"] == "1",
            MERGER,
            basis[pair["ma_xa_moi"]],
        )
        for pair in pairs
    ]
    links += _provinces(old, pairs)
    links += _islands(old, new, basis)
    return links


def _resolution(note: str) -> str:
    found = _RESOLUTION.search(note)
    return f"Nghị quyết {found.group()}" if found else ""


def _provinces(old: list[dict[str, str]], pairs: list[dict[str, str]]) -> list[SuccessionRow]:
    province_of = {said["ma_xa"]: said["ma_tinh"] for said in old}
    went: dict[str, Counter[str]] = {}
    for pair in pairs:
        went.setdefault(province_of[pair["ma_xa_cu"]], Counter())[pair["ma_tinh_moi"]] += 1
    return [
        SuccessionRow(
            code, votes.most_common(1)[0][0], True, len(votes) > 1, MERGER, _PROVINCES_BASIS
        )
        for code, votes in sorted(went.items())
    ]


def _islands(
    old: list[dict[str, str]], new: list[dict[str, str]], basis: dict[str, str]
) -> list[SuccessionRow]:
    """Link the island districts that had no communes to the special zones of their names."""
    zones = {bare_name(said["ten"]): said["ma"] for said in new if said["loai"] == "dac-khu"}
    return [
        SuccessionRow(said["ma_huyen"], zone, True, False, MERGER, basis[zone])
        for said in old
        if not said["ma_xa"] and (zone := zones.get(bare_name(said["huyen"])))
    ]

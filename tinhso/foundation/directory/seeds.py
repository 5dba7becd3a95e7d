"""The invented provinces An Bình (H99) and Bình Minh (H98): places, agencies, units and posts.

Until 30/06/2025 An Bình has 8 districts and 151 communes, since 01/07/2025 it has
46 communes and wards and no district. All names are invented: none is that of a
real unit.
"""

import csv
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from . import services
from .services import AgencyRow, PlaceRow, PostRow, SuccessionRow, UnitRow
from .types import COMMUNE, DEPARTMENT, DISTRICT, PROVINCE

DATA = Path(__file__).parent / "data"
MERGER = date(2025, 7, 1)
BEFORE = MERGER - timedelta(days=1)
BEGAN = date(2004, 7, 8)
DEPARTMENTS_BEGAN = date(2025, 3, 1)
_BASIS = "Dữ liệu minh họa"

_DEPARTMENTS = [
    ("Văn phòng Ủy ban nhân dân tỉnh", "Office of the Provincial People's Committee"),
    ("Sở Nội vụ", "Department of Home Affairs"),
    ("Sở Tư pháp", "Department of Justice"),
    ("Sở Tài chính", "Department of Finance"),
    ("Sở Công Thương", "Department of Industry and Trade"),
    ("Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment"),
    ("Sở Xây dựng", "Department of Construction"),
    ("Sở Khoa học và Công nghệ", "Department of Science and Technology"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Department of Culture, Sports and Tourism"),
    ("Sở Giáo dục và Đào tạo", "Department of Education and Training"),
    ("Sở Y tế", "Department of Health"),
    ("Sở Dân tộc và Tôn giáo", "Department of Ethnic and Religious Affairs"),
    ("Sở Ngoại vụ", "Department of Foreign Affairs"),
    ("Thanh tra tỉnh", "Provincial Inspectorate"),
    ("Trung tâm Phục vụ hành chính công tỉnh", "Provincial Public Administration Service Centre"),
    ("Ban Quản lý khu kinh tế", "Economic Zone Authority"),
    ("Ban Quản lý các khu công nghiệp", "Industrial Zones Authority"),
    ("Ban Quản lý dự án đầu tư xây dựng tỉnh", "Provincial Construction Projects Authority"),
    ("Trung tâm Xúc tiến đầu tư và thương mại", "Investment and Trade Promotion Centre"),
    ("Văn phòng Ban An toàn giao thông tỉnh", "Office of the Traffic Safety Committee"),
]
_PROVINCES = {"99": "H99", "98": "H98"}
_KINDS_EN = {
    "tinh": "Province",
    "thanh-pho": "City",
    "thi-xa": "Town",
    "huyen": "District",
    "xa": "Commune",
    "phuong": "Ward",
    "thi-tran": "Township",
}


def seed() -> None:
    """Enter both provinces; again and again without effect. Needs the calendar's seed."""
    places = _places()
    services.load_places(places)
    services.load_successions(_successions())
    agencies = list(_agencies(places))
    services.load_agencies(agencies)
    communes = [row for row in agencies if row.level == COMMUNE]
    province = [row for row in agencies if row.level == PROVINCE]
    services.load_units(
        [
            *(u for row in communes for u in _commune_units(row)),
            *map(_leadership, province),
            *map(_operations, province),
        ]
    )
    services.load_posts(
        [
            *(p for row in communes for p in _commune_posts(row)),
            *(p for row in province for p in _province_posts(row)),
        ]
    )


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _places() -> list[PlaceRow]:
    return [
        PlaceRow(
            row["code"],
            row["name"],
            row["kind"],
            row["level"],
            row["parent"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            _BASIS,
        )
        for row in _read("demo_places.csv")
    ]


def _successions() -> list[SuccessionRow]:
    return [
        SuccessionRow(
            row["old"],
            row["new"],
            row["is_default"] == "1",
            row["is_split"] == "1",
            MERGER,
            _BASIS,
        )
        for row in _read("demo_successions.csv")
    ]


def _agencies(places: list[PlaceRow]) -> Iterator[AgencyRow]:
    """Yield agencies so that those above, and successors, come first."""
    codes = dict(_PROVINCES)
    successor = {
        row["old"]: row["new"] for row in _read("demo_successions.csv") if row["is_default"] == "1"
    }
    for place in places:
        if place.level == PROVINCE:
            yield _committee(place, codes[place.code], "")
    for number, (name_vi, name_en) in enumerate(_DEPARTMENTS, 1):
        yield AgencyRow(
            code=f"H99.{number:02d}",
            name_vi=name_vi,
            name_en=name_en,
            level=DEPARTMENT,
            parent="H99",
            valid_from=DEPARTMENTS_BEGAN,
            legal_basis=_BASIS,
        )
    for place in places:
        if place.level == COMMUNE and place.valid_to is None:
            code = f"{codes[place.parent]}.{place.code[2:]}"
            codes[place.code] = code
            yield _committee(place, code, codes[place.parent])
    yield from _closed(places, codes, successor)


def _closed(
    places: list[PlaceRow], codes: dict[str, str], successor: dict[str, str]
) -> Iterator[AgencyRow]:
    """Yield the districts and communes of before the merger, with three-level codes."""
    districts: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for place in places:
        if place.level == DISTRICT:
            numbers[place.parent] = numbers.get(place.parent, 20) + 1
            districts[place.code] = f"{codes[place.parent]}.{numbers[place.parent]}"
            yield _committee(place, districts[place.code], codes[place.parent])
    for place in places:
        if place.level == COMMUNE and place.valid_to is not None:
            above = districts[place.parent]
            numbers[above] = numbers.get(above, 0) + 1
            yield _committee(
                place, f"{above}.{numbers[above]:02d}", above, codes[successor[place.code]]
            )


def _committee(place: PlaceRow, code: str, parent: str, successor: str = "") -> AgencyRow:
    """Return the People's Committee of a place."""
    english = english_name(place)
    return AgencyRow(
        code=code,
        name_vi=f"Ủy ban nhân dân {place.name[:1].lower()}{place.name[1:]}",
        name_en=f"People's Committee of {english}",
        short_name_vi=place.name,
        short_name_en=english,
        level=place.level,
        parent=parent,
        place=place.code,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        successor=successor,
        legal_basis=_BASIS,
    )


def english_name(place: PlaceRow) -> str:
    """Return "Hac Lam Commune" for "Xã Hạc Lâm"."""
    words = place.name.split()
    proper = " ".join(words[2 if place.kind in ("thanh-pho", "thi-xa", "thi-tran") else 1 :])
    plain = unicodedata.normalize("NFD", proper).replace("đ", "d").replace("Đ", "D")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return f"{plain} {_KINDS_EN[place.kind]}"


def _low(row: AgencyRow) -> str:
    return row.short_name_vi[:1].lower() + row.short_name_vi[1:]


def _commune_units(row: AgencyRow) -> Iterator[UnitRow]:
    if row.valid_to is None:
        desk = (
            f"Trung tâm Phục vụ hành chính công {_low(row)}",
            f"Public Administration Service Centre of {row.short_name_en}",
        )
    else:
        desk = ("Bộ phận Tiếp nhận và Trả kết quả", "Reception and Results Desk")
    for code, (name_vi, name_en) in {
        "one-stop": desk,
        "civil-status": ("Công chức tư pháp – hộ tịch", "Justice and Civil Status"),
        "leadership": (f"Lãnh đạo UBND {_low(row)}", f"Leadership of {row.short_name_en}"),
    }.items():
        yield UnitRow(
            agency=row.code,
            code=code,
            name_vi=name_vi,
            name_en=name_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )


def _commune_posts(row: AgencyRow) -> Iterator[PostRow]:
    kind = (
        row.short_name_vi.lower().split()[0]
        if not row.short_name_vi.startswith("Thị trấn")
        else "thị trấn"
    )
    for unit, role, title_vi, title_en in (
        ("one-stop", "intake_clerk", "Công chức tiếp nhận hồ sơ", "Intake clerk"),
        (
            "civil-status",
            "civil_status_officer",
            "Công chức tư pháp – hộ tịch",
            "Civil-status officer",
        ),
        ("leadership", "agency_head", f"Chủ tịch UBND {kind}", "Chairman"),
    ):
        yield PostRow(
            agency=row.code,
            unit=unit,
            code=f"{row.code}/{role}",
            role=role,
            title_vi=title_vi,
            title_en=title_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )


def _leadership(row: AgencyRow) -> UnitRow:
    return UnitRow(
        agency=row.code,
        code="leadership",
        name_vi="Lãnh đạo UBND tỉnh",
        name_en="Leadership of the province",
        valid_from=row.valid_from,
    )


def _operations(row: AgencyRow) -> UnitRow:
    return UnitRow(
        agency=row.code,
        code="operations",
        name_vi="Bộ phận vận hành hệ thống",
        name_en="Platform operations",
        valid_from=row.valid_from,
    )


def _province_posts(row: AgencyRow) -> Iterator[PostRow]:
    yield PostRow(
        agency=row.code,
        unit="leadership",
        code=f"{row.code}/province_leader",
        role="province_leader",
        title_vi="Phó Chủ tịch UBND tỉnh",
        title_en="Vice Chairman of the province",
        valid_from=row.valid_from,
    )
    yield PostRow(
        agency=row.code,
        unit="operations",
        code=f"{row.code}/operator",
        role="operator",
        title_vi="Cán bộ vận hành hệ thống",
        title_en="Platform operator",
        valid_from=row.valid_from,
    )

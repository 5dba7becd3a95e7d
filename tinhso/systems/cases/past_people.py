"""Invented families and officials of the past cases. Numbers start with 099, which nobody has."""

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity.models import Person, PostHolding
from tinhso.foundation.kernel.types import Who

SURNAMES = (
    "Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"
).split()
WOMEN_MIDDLE = "Thị Thị Thị Ngọc Thu Thanh Kim Mỹ Bích Phương".split()
WOMEN_GIVEN = (
    "Anh Chi Duyên Giang Hà Hạnh Hiền Hương Lan Linh Mai Nga Ngân Nhung Oanh Quyên Thảo Trang "
    "Vân Yến"
).split()
MEN_MIDDLE = "Văn Đức Minh Quốc Hữu Thanh Công Xuân Ngọc Đình".split()
MEN_GIVEN = (
    "An Bình Cường Dũng Đạt Hải Hiếu Hùng Khánh Kiên Lâm Long Nam Phúc Quân Sơn Thắng Tú Vinh Việt"
).split()
GIRLS = [
    "Bảo An",
    "Gia Hân",
    "Khánh Chi",
    "Minh Anh",
    "Ngọc Diệp",
    "Phương Linh",
    "Quỳnh Chi",
    "Thảo My",
    "Tuệ Nhi",
    "Bảo Ngọc",
    "Hà My",
    "Ánh Dương",
]
BOYS = [
    "Gia Bảo",
    "Minh Khang",
    "Đức Anh",
    "Hải Đăng",
    "Khôi Nguyên",
    "Nhật Minh",
    "Phúc An",
    "Quang Huy",
    "Tuấn Kiệt",
    "Bảo Long",
    "Thiên Ân",
    "Đăng Khoa",
]
ETHNICITIES = ["Kinh"] * 17 + ["Tày", "Mường", "Khơ-me"]

ROLES = {
    "intake_clerk": "Công chức tiếp nhận hồ sơ",
    "civil_status_officer": "Công chức tư pháp – hộ tịch",
    "agency_head": "Chủ tịch Ủy ban nhân dân",
}


@dataclass(frozen=True, kw_only=True)
class Family:
    mother: Person
    child_name: str
    answers: dict[str, Any]
    child_number: str


@dataclass(frozen=True, kw_only=True)
class Folk:
    """Who worked at an office: clerk, civil-status official, head."""

    clerk: Who
    officer: Who
    head: Who


Holders = dict[tuple[str, str], list[PostHolding]]  # by role and agency


def list_past_holders() -> Holders:
    """Return who held the posts of an office, now or once, the longest there first."""
    rows = PostHolding.objects.filter(post__role__in=ROLES, account__is_active=True)
    found: Holders = defaultdict(list)
    for row in rows.select_related("account", "post__unit__agency").order_by("from_on", "id"):
        found[row.post.role, row.post.unit.agency.code].append(row)
    return found


def folk_of(agency: Agency, day: date, holders: Holders) -> Folk:
    """Return the officials of the office: those with accounts, else invented names of that time."""
    found = {}
    for role, title in ROLES.items():
        held = (
            row.account
            for row in holders.get((role, agency.code), [])
            if row.from_on <= day and (row.to_on is None or day <= row.to_on)
        )
        if holder := next(held, None):
            account, name = str(holder.uid), holder.get_full_name()
        else:
            drawn = random.Random(f"{agency.code}{role}")
            account, name = "", _woman(drawn) if drawn.random() < 0.5 else _man(drawn)
        found[role] = Who(
            account=account, name=name, kind="official", post_title=title, agency=agency.code
        )
    return Folk(
        clerk=found["intake_clerk"],
        officer=found["civil_status_officer"],
        head=found["agency_head"],
    )


def make_family(index: int, day: date, drawn: random.Random, agency: Agency) -> Family:
    """Draw two married parents and their child, born days or weeks before `day`."""
    mother_born = date(drawn.randint(1986, 2004), drawn.randint(1, 12), drawn.randint(1, 28))
    father_born = date(drawn.randint(1983, 2002), drawn.randint(1, 12), drawn.randint(1, 28))
    child_born = day - timedelta(days=min(2 + int(drawn.expovariate(1 / 14)), 55))
    is_girl = drawn.random() < 0.48
    mother_name, father_name = _woman(drawn), _man(drawn)
    given = drawn.choice(GIRLS if is_girl else BOYS)
    surname = father_name.split()[0]
    ethnicity = drawn.choice(ETHNICITIES)
    home = agency.name_vi.removeprefix("Ủy ban nhân dân ")
    home = f"{home[0].upper()}{home[1:]}, tỉnh An Bình"
    place = {"place": agency.place.code if agency.place else "", "text": home}
    mother = Person(national_id=_number(mother_born, True, 500_000 + index), born_on=mother_born)
    mother.sex = Person.Sex.FEMALE
    mother.rename(mother_name)
    middle, given_name = given.split()
    answers = {
        "routing": {
            "parents": "both_vietnamese",
            "marriage": "married",
            "earlier": "never",
            "linked": "birth_only",
        },
        "applicant": {
            "full_name": mother_name,
            "national_id": mother.national_id,
            "relation": "mother",
            "phone": f"0999{index:06d}",
            "residence": place,
        },
        "child": {
            "family_name": surname,
            "middle_name": middle,
            "given_name": given_name,
            "born_on": child_born.isoformat(),
            "sex": "female" if is_girl else "male",
            "ethnicity": ethnicity,
            "nationality": "Việt Nam",
            "birth_place": {"facility": "Bệnh viện Đa khoa tỉnh An Bình", **place},
            "home_town": place,
        },
        "mother": _parent(mother_name, mother.national_id, mother_born, ethnicity, place),
        "father": _parent(
            father_name, _number(father_born, False, 600_000 + index), father_born, ethnicity, place
        ),
        "papers": {
            "birth_notice_kind": "electronic",
            "birth_notice_number": f"GCS-{child_born:%y%m%d}-{index:05d}",
        },
        "result": {"copies": 0, "delivery": "electronic"},
        "declaration": True,
    }
    return Family(
        mother=mother,
        child_name=f"{surname} {given}",
        answers=answers,
        child_number=_number(child_born, is_girl, 700_000 + index),
    )


def _parent(
    name: str, number: str, born: date, ethnicity: str, place: dict[str, str]
) -> dict[str, Any]:
    return {
        "full_name": name,
        "national_id": number,
        "born_on": born.isoformat(),
        "ethnicity": ethnicity,
        "nationality": "Việt Nam",
        "residence": place,
    }


def _number(born: date, is_woman: bool, serial: int) -> str:
    """Return a personal number: province 099, century and sex, year, six digits (NĐ 70/2024)."""
    digit = (0 if born.year < 2000 else 2) + is_woman
    return f"099{digit}{born.year % 100:02d}{serial % 1_000_000:06d}"


def _woman(drawn: random.Random) -> str:
    return f"{drawn.choice(SURNAMES)} {drawn.choice(WOMEN_MIDDLE)} {drawn.choice(WOMEN_GIVEN)}"


def _man(drawn: random.Random) -> str:
    return f"{drawn.choice(SURNAMES)} {drawn.choice(MEN_MIDDLE)} {drawn.choice(MEN_GIVEN)}"


def introduce(families: Sequence[Family]) -> None:
    """Tell the simulated population register about these parents; demonstrations only.

    The officials of the demonstration compare their names with the register: they match.
    """
    if not (settings.DEMO or settings.TESTING):
        return
    people: dict[str, dict[str, Any]] = {}
    for family in families:
        mother, father = family.answers["mother"], family.answers["father"]
        for own, other in ((mother, father), (father, mother)):
            lives = ["99", "", own["residence"]["place"], own["residence"]["text"]]
            people[own["national_id"]] = {
                "name": own["full_name"],
                "born": own["born_on"].replace("-", ""),
                "home": lives,
                "lives": lives,
                "father": ["", ""],
                "mother": ["", ""],
                "spouse": [other["full_name"], other["national_id"]],
            }
    path = Path(settings.HOME) / "sims" / "people.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(people, ensure_ascii=False))

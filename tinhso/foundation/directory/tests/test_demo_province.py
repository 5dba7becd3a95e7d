"""The invented province across 01/07/2025."""

from collections import Counter
from datetime import date

import pytest

from tinhso.foundation.calendars import seeds as calendar_seeds
from tinhso.foundation.directory import seeds, selectors
from tinhso.foundation.directory.models import Agency, Place, Post, Succession, Unit
from tinhso.foundation.kernel.refusals import NotFound

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def provinces() -> None:
    calendar_seeds.seed()
    seeds.seed()


def test_an_binh_has_8_districts_and_151_communes_then_46_and_none() -> None:
    def count(level: str, day: date) -> int:
        inside = Agency.objects.on(day).filter(code__startswith="H99.", level=level)
        return inside.count()

    assert (count("district", BEFORE), count("commune", BEFORE)) == (8, 151)
    assert (count("district", AFTER), count("commune", AFTER)) == (0, 46)
    assert count("department", BEFORE) == count("department", AFTER) == 20


def test_identifiers_have_three_levels_before_and_two_after() -> None:
    before = Agency.objects.on(BEFORE).filter(level="commune", code__startswith="H99.")
    after = Agency.objects.on(AFTER).filter(level="commune", code__startswith="H99.")
    assert all(a.code.count(".") == 2 for a in before)
    assert {a.code for a in after} == {f"H99.{n}" for n in range(101, 147)}


def test_the_two_communes_of_the_demo_are_themselves() -> None:
    commune = selectors.get_agency("H99.112", date(2026, 8, 13))
    assert commune.short_name_vi == "Xã Hạc Lâm"
    assert commune.code_qcvn102 == "000.00.112.H99"
    assert commune.place is not None
    assert commune.place.code == "99112"
    assert commune.hours is not None
    assert commune.hours.code == "province"
    assert commune.parent is not None
    assert commune.parent.code == "H99"
    assert selectors.get_agency("000.00.112.H99", date(2026, 8, 13)) == commune
    assert selectors.get_agency("H99.101", date(2026, 8, 13)).short_name_vi == "Phường Vân Khê"
    assert selectors.place_label("99112", AFTER) == "Xã Hạc Lâm, tỉnh An Bình"


def test_an_agency_is_not_there_before_its_day() -> None:
    with pytest.raises(NotFound) as refusal:
        selectors.get_agency("H99.112", BEFORE)
    assert refusal.value.params["code"] == "H99.112"


def test_every_closed_commune_has_a_successor_that_serves_its_place() -> None:
    closed = Agency.objects.filter(level="commune", valid_to=BEFORE, code__startswith="H99.")
    for agency in closed.select_related("successor__place", "place"):
        assert agency.successor is not None
        assert agency.place is not None
        today = selectors.current_places_of(agency.place.code, AFTER)
        assert agency.successor.place is not None
        assert today[0].code == agency.successor.place.code
        assert today[0].is_default


def test_a_split_commune_shows_all_parts_the_default_first() -> None:
    split = [
        p for p, n in Counter(Succession.objects.values_list("old", flat=True)).items() if n > 1
    ]
    assert len(split) == 4
    for old in Place.objects.filter(pk__in=split):
        parts = selectors.current_places_of(old.code, AFTER)
        assert len(parts) == 2
        assert [part.is_default for part in parts] == [True, False]
        assert all(part.is_split for part in parts)


def test_every_commune_has_its_units_and_posts_on_every_day() -> None:
    for day in (BEFORE, AFTER):
        communes = Agency.objects.on(day).filter(level="commune", code__startswith="H99.").count()
        roles = Counter(post.role for post in selectors.list_posts(on=day))
        assert roles["intake_clerk"] >= communes
        assert roles["intake_clerk"] == roles["civil_status_officer"] == roles["agency_head"]
    names = {unit.name_vi for unit in selectors.list_units("H99.112", AFTER)}
    assert "Trung tâm Phục vụ hành chính công xã Hạc Lâm" in names
    assert "Lãnh đạo UBND xã Hạc Lâm" in names
    assert selectors.get_post("H99", "province_leader", AFTER).title_vi == "Phó Chủ tịch UBND tỉnh"
    assert selectors.get_post("H99", "operator", AFTER).unit.agency.code == "H99"


def test_posts_end_with_their_agency() -> None:
    for post in Post.objects.select_related("unit__agency"):
        assert post.valid_to == post.unit.agency.valid_to == post.unit.valid_to


def test_a_place_finds_the_committee_of_its_day() -> None:
    now = selectors.find_agency_for_place("99112", date(2026, 8, 13))
    assert now is not None
    assert now.code == "H99.112"
    old = selectors.find_agency_for_place("99501", BEFORE)
    assert old is not None
    assert old.code.startswith("H99.21.")
    assert selectors.find_agency_for_place("99501", AFTER) is None
    assert selectors.find_agency_for_place("00000", AFTER) is None


def test_agencies_are_listed_in_vietnamese_order() -> None:
    names = [a.short_name_vi for a in selectors.list_agencies("H99", AFTER, level="commune")]
    assert len(names) == 46
    assert names[0].startswith("Phường ")
    assert names.index("Xã Diên Trì") < names.index("Xã Đào Giang")


def test_seeding_again_changes_nothing() -> None:
    def state() -> list[object]:
        return [list(m.objects.order_by("pk").values()) for m in (Place, Agency, Unit, Post)]

    before = state()
    seeds.seed()
    assert state() == before


def test_english_names_carry_no_marks() -> None:
    assert selectors.get_agency("H99.112", AFTER).name_en == "People's Committee of Hac Lam Commune"
    assert Agency.objects.filter(name_en="").count() == 0

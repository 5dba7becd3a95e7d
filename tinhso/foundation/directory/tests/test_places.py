"""Old and new places of the country: import, search, look-up. A dozen real rows.

The rows are facts of the national lists (QĐ 124/2004/QĐ-TTg, QĐ 19/2025/QĐ-TTg),
of NQ 202/2025/QH15 and of the resolutions named in them.
"""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import translation

from tinhso.foundation.directory import cli, lookup, selectors, services
from tinhso.foundation.directory.models import Place, Succession
from tinhso.foundation.directory.names import bare_name, split_type

pytestmark = pytest.mark.django_db

OLD = """ma_tinh,tinh,ma_huyen,huyen,ma_xa,xa
62,Tỉnh Kon Tum,611,Huyện Ngọc Hồi,23377,Thị trấn Plei Kần
62,Tỉnh Kon Tum,611,Huyện Ngọc Hồi,23392,Xã Sa Loong
51,Tỉnh Quảng Ngãi,536,Huyện Lý Sơn,,
44,Tỉnh Quảng Bình,450,Thành phố Đồng Hới,18880,Phường Đồng Phú
45,Tỉnh Quảng Trị,461,Thành phố Đông Hà,19333,Phường 1
"""
NEW = """ma,cap,loai,ten,ma_cha,dien_tich_km2,ghi_chu
51,tinh,tinh,Tỉnh Quảng Ngãi,,,202/2025/QH15 - 12/06/2025
44,tinh,tinh,Tỉnh Quảng Trị,,,202/2025/QH15 - 12/06/2025
23377,xa,xa,Xã Bờ Y,51,,"Hợp nhất. Số: 1677/NQ-UBTVQH15; Ngày: 16/06/2025"
23392,xa,xa,Xã Sa Loong,51,,"Hợp nhất. Số: 1677/NQ-UBTVQH15; Ngày: 16/06/2025"
21548,xa,dac-khu,Đặc khu Lý Sơn,51,,"Thành lập. Số: 1677/NQ-UBTVQH15; Ngày: 16/06/2025"
18880,xa,phuong,Phường Đồng Hới,44,,"Hợp nhất. Số: 1680/NQ-UBTVQH15; Ngày: 16/06/2025"
19333,xa,phuong,Phường Đông Hà,44,,"Hợp nhất. Số: 1680/NQ-UBTVQH15; Ngày: 16/06/2025"
"""
MAP = """ma_xa_cu,ma_xa_moi,ma_tinh_moi,chia_tach,mac_dinh
23377,23377,51,0,1
23392,23377,51,1,0
23392,23392,51,1,1
18880,18880,44,0,1
19333,19333,44,0,1
"""
TODAY = date(2026, 8, 13)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("don_vi_cu_truoc_2025-07-01.csv", OLD),
        ("don_vi_moi_2026.csv", NEW),
        ("anh_xa_cu_moi.csv", MAP),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def units(folder: Path) -> Path:
    services.import_units(folder)
    return folder


def test_importing_twice_changes_nothing(folder: Path) -> None:
    first = services.import_units(folder)
    # 4 provinces, 4 districts and 4 communes before; 2 provinces and 5 communes since.
    assert (first.places, first.places_changed) == (19, 19)
    assert Place.objects.count() == 19
    again = services.import_units(folder)
    assert (again.places_changed, again.successions_changed) == (0, 0)
    assert Place.objects.count() == 19


def test_a_corrected_name_is_taken_over(units: Path) -> None:
    new = units / "don_vi_moi_2026.csv"
    new.write_text(
        NEW.replace("Xã Bờ Y", "Phường Bờ Y").replace("xa,xa,Phường", "xa,phuong,Phường")
    )
    done = services.import_units(units)
    assert done.places_changed == 1
    assert selectors.place_label("23377", TODAY) == "Phường Bờ Y, tỉnh Quảng Ngãi"


def test_the_same_code_is_another_place_on_another_day(units: Path) -> None:
    before, after = selectors.find_place("23377", date(2025, 6, 30)), selectors.find_place("23377")
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Thị trấn Plei Kần", "Xã Bờ Y")


def test_successions_carry_the_resolution(units: Path) -> None:
    assert Succession.objects.get(new__code="21548").legal_basis == "Nghị quyết 1677/NQ-UBTVQH15"
    went = Succession.objects.get(old__code="62", old__level="province")
    assert went.new.name == "Tỉnh Quảng Ngãi"
    assert went.legal_basis == "Nghị quyết 202/2025/QH15"


@pytest.mark.parametrize("asked", ["Plei Kần", "plei kan", "PLEI KAN", "Thị trấn Plei Kần"])
def test_an_old_name_leads_to_todays_place_with_a_note(units: Path, asked: str) -> None:
    hit = selectors.search_places(asked, on=TODAY)[0]
    assert (hit.code, hit.label) == ("23377", "Xã Bờ Y, tỉnh Quảng Ngãi")
    assert hit.old_name == "Thị trấn Plei Kần, huyện Ngọc Hồi, tỉnh Kon Tum"
    with translation.override("en"):
        hit = selectors.search_places(asked, on=TODAY)[0]
        assert hit.note == f"before 01/07/2025: {hit.old_name}"


def test_before_the_merger_the_old_place_is_the_answer(units: Path) -> None:
    hits = selectors.search_places("plei kan", on=date(2025, 6, 1))
    assert [hit.label for hit in hits] == ["Thị trấn Plei Kần, huyện Ngọc Hồi, tỉnh Kon Tum"]


def test_letters_with_marks_are_preferred_where_they_agree(units: Path) -> None:
    assert selectors.search_places("đồng hới", on=TODAY)[0].code == "18880"
    assert selectors.search_places("đông hà", on=TODAY)[0].code == "19333"


def test_words_begin_where_words_begin(units: Path) -> None:
    assert selectors.search_places("oong", on=TODAY) == []
    assert selectors.search_places("sa loo", on=TODAY)[0].code == "23392"


def test_a_search_may_be_kept_within_a_province(units: Path) -> None:
    assert selectors.search_places("plei", on=TODAY, province="51")
    assert selectors.search_places("plei", on=TODAY, province="44") == []


@pytest.mark.parametrize("asked", ["", "  ", ",", "%", "'; drop table", "\x00"])
def test_odd_questions_are_harmless(units: Path, asked: str) -> None:
    assert selectors.search_places(asked, on=TODAY) == []


def test_a_split_place_shows_every_part(units: Path) -> None:
    parts = selectors.current_places_of("23392", TODAY)
    assert [(part.code, part.is_default) for part in parts] == [("23392", True), ("23377", False)]


def test_unknown_codes_have_no_place_and_show_themselves() -> None:
    assert selectors.current_places_of("00000") == []
    assert selectors.place_label("00000") == "00000"


@pytest.mark.parametrize(
    "address",
    [
        "Thị trấn Plei Kần, Huyện Ngọc Hồi, Kon Tum",
        "tt Plei Kan, h. Ngoc Hoi, kon tum",
        "12 Trần Phú, Thị trấn Plei Kần, Huyện Ngọc Hồi, Tỉnh Kon Tum",
    ],
)
def test_a_whole_old_address_is_found(units: Path, address: str) -> None:
    found = lookup.find_by_address(address, TODAY)
    assert [one.until for one in found] == [date(2025, 6, 30)]
    assert [part.code for part in found[0].today] == ["23377"]


def test_an_old_district_is_all_the_places_its_communes_went_to(units: Path) -> None:
    found = lookup.find_by_address("Huyện Ngọc Hồi, Kon Tum", TODAY)
    assert [part.name for part in found[0].today] == ["Xã Bờ Y", "Xã Sa Loong"]


def test_an_island_district_became_its_special_zone(units: Path) -> None:
    found = lookup.find_by_address("Huyện Lý Sơn, Quảng Ngãi", TODAY)
    assert [part.name for part in found[0].today] == ["Đặc khu Lý Sơn"]


def test_the_command_says_where_a_place_is_today(units: Path) -> None:
    done = CliRunner().invoke(cli.place, ["Thị trấn Plei Kần, Huyện Ngọc Hồi, Kon Tum", "--json"])
    assert done.exit_code == 0
    said = json.loads(done.output)
    today = said["found"][0]["today"]
    assert [(part["name"], part["province"]) for part in today] == [("Xã Bờ Y", "Tỉnh Quảng Ngãi")]
    assert said["found"][0]["is_split"] is False
    assert CliRunner().invoke(cli.place, ["Xã Không Có Thật"]).exit_code == 1


def test_the_command_imports(folder: Path) -> None:
    done = CliRunner().invoke(cli.import_, ["units", str(folder), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.output)["places"] == 19


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Xã Hạc Lâm", ("xa", "hac lam")),
        ("Thành phố Hạ Long", ("thanh pho", "ha long")),
        ("TP. Hạ Long", ("tp.", "ha long")),
        ("Phường 12", ("", "phuong 12")),
        ("Xã", ("", "xa")),
        ("Xalong", ("", "xalong")),
    ],
)
def test_types_are_told_from_names(name: str, parts: tuple[str, str]) -> None:
    assert split_type(name) == parts
    assert bare_name(name) == parts[1]

"""Which edition holds on which day, and how procedures are found."""

from datetime import date

import pytest

from tinhso.foundation.calendars.types import Limit, LimitUnit
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.systems.procedures import seeds, selectors, services
from tinhso.systems.procedures.models import Edition

pytestmark = pytest.mark.django_db

CODE = "1.001193"


@pytest.fixture(autouse=True)
def procedures() -> None:
    seeds.seed()


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2025, 6, 13), 1),
        (date(2025, 6, 30), 1),
        (date(2025, 7, 1), 2),
        (date(2026, 1, 14), 2),
        (date(2026, 1, 15), 3),
        (date(2026, 8, 13), 3),
    ],
)
def test_a_case_follows_the_edition_of_its_day_of_receipt(day: date, version: int) -> None:
    assert selectors.edition_on(CODE, day).version == version


def test_districts_exist_until_the_merger_only() -> None:
    assert "district" in selectors.edition_on(CODE, date(2025, 6, 30)).routing["levels"]
    assert "district" not in selectors.edition_on(CODE, date(2025, 7, 1)).routing["levels"]


def test_a_law_is_named_only_from_its_day_on() -> None:
    def laws(day: date) -> set[str]:
        return {law["number"] for law in selectors.edition_on(CODE, day).laws}

    assert "120/2025/NĐ-CP" not in laws(date(2025, 6, 30))
    assert "120/2025/NĐ-CP" in laws(date(2025, 7, 1))
    assert "18/2026/NĐ-CP" not in laws(date(2026, 1, 14))
    assert "18/2026/NĐ-CP" in laws(date(2026, 1, 15))


def test_the_limit_is_in_the_day_and_the_codes_are_those_of_form_and_process() -> None:
    edition = selectors.edition_on(CODE, date(2026, 8, 13))
    assert edition.limit == Limit(1, LimitUnit.IN_DAY)
    assert (edition.form_code, edition.process_code) == ("birth-registration",) * 2
    assert edition.fee["amount"] == 0
    assert edition.decision_number == "163/QĐ-BTP"
    assert edition.result_code == "KQ.G15.000031"


def test_every_paper_belongs_to_known_case_types_and_speaks_both_languages() -> None:
    for edition in Edition.objects.all():
        known = {case["code"] for case in edition.case_types}
        for paper in edition.paper_list:
            assert set(paper.case_types) <= known
            assert paper.name.keys() == {"vi", "en"} == paper.note.keys()
            assert paper.need in {"sign_in", "photo", "photo_or_number", "when_asked", "no_upload"}


def test_a_day_before_the_first_edition_and_an_unknown_code_are_refused() -> None:
    with pytest.raises(NotFound) as refusal:
        selectors.edition_on(CODE, date(2019, 1, 1))
    assert refusal.value.code == "procedures.no_edition"
    with pytest.raises(NotFound) as refusal:
        selectors.edition_on("9.999999", date(2026, 1, 1))
    assert refusal.value.code == "procedures.no_procedure"


def test_publishing_again_changes_nothing() -> None:
    before = list(Edition.objects.order_by("pk").values())
    seeds.seed()
    assert list(Edition.objects.order_by("pk").values()) == before


def test_two_editions_on_one_day_are_refused() -> None:
    edition = {
        "version": 9,
        "valid_from": "2026-05-01",
        "limit": {"number": 1, "unit": "in_day"},
    }
    record = {
        "code": CODE,
        "name": {"vi": "Đăng ký khai sinh", "en": "Birth registration"},
        "sector": {"vi": "Hộ tịch", "en": "Civil status"},
        "level": "commune",
    }
    with pytest.raises(Conflict, match="editions_overlap"):
        services.publish_procedure(record, [edition])
    assert selectors.edition_on(CODE, date(2026, 8, 13)).version == 3


@pytest.mark.parametrize("asked", ["khai sinh", "KHAI SINH", "dang ky khai sinh", "1.001193"])
def test_birth_registration_is_found_first(asked: str) -> None:
    assert selectors.search_procedures(asked)[0].code == CODE


def test_every_word_must_be_found() -> None:
    assert [p.code for p in selectors.search_procedures("sao trich luc")] == ["2.000635"]
    assert selectors.search_procedures("khai sinh xây nhà") == []


def test_an_empty_question_lists_all_in_vietnamese_order() -> None:
    names = [p.name_vi for p in selectors.search_procedures("")]
    assert names[0].startswith("Cấp bản sao")
    assert len(names) == 7 == len(selectors.list_procedures())
    assert [p.code for p in selectors.list_procedures(offered=True)] == [CODE]

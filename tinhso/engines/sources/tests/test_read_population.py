"""Reading the population register through its simulator, in process."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest

from sims import population as sim
from tinhso.engines.sources import services
from tinhso.engines.sources.types import Outcome, PlaceRecord, Relative, Sex
from tinhso.foundation.audit.selectors import list_reads_about
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, Unavailable
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.wire.testing import mount

pytestmark = pytest.mark.django_db
MOTHER, FATHER = "099196000017", "099094000023"
DRAFT = Subject(kind="draft", uid="d-1")
OFFICER = Who(account="a-1", name="Võ Văn Quyền", kind="official", agency="H99.112")
CITIZEN = Who(account="a-2", name="Trần Thị Quỳnh Như", kind="citizen")
PURPOSE = "birth_registration.prefill"


@pytest.fixture(autouse=True)
def register() -> Iterator[None]:
    with mount("population", sim.app):
        yield


def look_up(number: str, who: Who = OFFICER, **narrow: str) -> object:
    return services.look_up_person(who, number, subject=DRAFT, purpose=PURPOSE, **narrow)


def test_the_mother_is_found_in_our_words() -> None:
    person = services.look_up_person(CITIZEN, MOTHER, subject=DRAFT, purpose=PURPOSE)
    assert person is not None
    assert person.full_name == "Trần Thị Quỳnh Như"
    assert person.born_on == date(1996, 3, 12)
    assert (person.sex, person.ethnicity, person.nationality) == (Sex.FEMALE, "Kinh", "Việt Nam")
    assert person.residence == PlaceRecord(
        code="99112", text="Thôn Đông Hạc, Xã Hạc Lâm, Tỉnh An Bình"
    )
    assert person.spouse == Relative(name="Nguyễn Đức Thắng", national_id=FATHER)
    assert person.is_married is True
    assert person.as_json()["born"] == "1996-03-12"


def test_the_parents_are_recorded_as_each_others_spouse() -> None:
    father = services.look_up_person(OFFICER, FATHER, subject=DRAFT, purpose=PURPOSE)
    assert father is not None
    assert father.spouse == Relative(name="Trần Thị Quỳnh Như", national_id=MOTHER)
    assert father.mother == Relative(name="Phạm Thị Sen", national_id="099168000042")


def test_a_district_that_ended_in_2025_is_not_read() -> None:
    father = services.look_up_person(OFFICER, FATHER, subject=DRAFT, purpose=PURPOSE)
    assert father is not None
    assert father.home_town.code == "99112"
    assert "993" not in str(father.as_json())


def test_a_birth_may_be_a_year_only() -> None:
    person = services.look_up_person(OFFICER, "099150000195", subject=DRAFT, purpose=PURPOSE)
    assert person is not None
    assert (person.born_on, person.born_year, person.born) == (None, 1950, "1950")


def test_an_unknown_number_is_nobody() -> None:
    assert look_up("099196000100") is None


def test_a_name_that_does_not_fit_finds_nobody() -> None:
    assert look_up(MOTHER, full_name="Trần Thị Khác") is None
    assert look_up(MOTHER, full_name="trần thị quỳnh như", born="1996") is not None


@pytest.mark.parametrize(
    ("name", "same"),
    [("Trần Thị Quỳnh Như", True), ("TRAN THI QUYNH NHU", True), ("Trần Thị Như", False)],
)
def test_a_name_is_verified_without_its_marks(name: str, same: bool) -> None:
    said = services.verify_person(
        OFFICER, MOTHER, name, subject=DRAFT, purpose="birth_registration.verify"
    )
    assert said is same


def test_a_name_with_d_stroke_is_the_same_name() -> None:
    assert services.verify_person(
        OFFICER, FATHER, "Nguyễn Đức Thắng", subject=DRAFT, purpose="birth_registration.verify"
    )


def test_errors_004_and_005_are_refusals_of_rights() -> None:
    with pytest.raises(Forbidden) as unlicensed:
        look_up("099196000197")
    with pytest.raises(Forbidden) as no_right:
        look_up("099196000198")
    assert unlicensed.value.code == "sources.procedure_not_licensed"
    assert no_right.value.code == "sources.officer_has_no_right"


def test_a_purpose_without_licence_is_refused(settings: object) -> None:
    settings.POPULATION_LICENCES = {}  # type: ignore[attr-defined]
    with pytest.raises(Forbidden, match="procedure_not_licensed"):
        look_up(MOTHER)


def test_a_register_that_is_down_is_said_to_be_down() -> None:
    with pytest.raises(Unavailable):
        look_up("099196000199")
    assert services.try_look_up_person(OFFICER, "099196000199", subject=DRAFT, purpose=PURPOSE) == (
        None,
        Outcome.UNAVAILABLE,
    )


@pytest.mark.parametrize("number", ["", "12345", "09919600001x", "٠99196000017", "0991960000170"])
def test_a_malformed_number_is_not_asked(number: str) -> None:
    with pytest.raises(Invalid):
        look_up(number)
    assert list_reads_about(number) == []


def test_an_unknown_purpose_is_not_asked() -> None:
    with pytest.raises(KeyError):
        services.look_up_person(OFFICER, MOTHER, subject=DRAFT, purpose="curiosity")
    assert list_reads_about(MOTHER) == []


def test_every_read_stands_in_the_citizens_list() -> None:
    look_up(MOTHER)
    look_up(MOTHER)
    services.verify_person(
        OFFICER, MOTHER, "Ai Đó", subject=DRAFT, purpose="birth_registration.verify"
    )
    reads = list_reads_about(MOTHER)
    assert [read.outcome for read in reads] == ["not_matched", "found", "found"]
    assert {(read.who.name, read.subject) for read in reads} == {(OFFICER.name, DRAFT)}
    assert reads[0].fields == ("full_name",)
    assert "residence" in reads[1].fields


@pytest.mark.parametrize(
    ("number", "outcome"),
    [("099196000100", "not_found"), ("099196000198", "refused"), ("099196000199", "unavailable")],
)
def test_a_read_that_failed_is_journalled_too(number: str, outcome: str) -> None:
    with suppress(Forbidden, Unavailable):
        look_up(number)
    (read,) = list_reads_about(number)
    assert (read.outcome, read.fields) == (outcome, ())

"""Following a case with the code and the secret of its receipt, and nothing else."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel.refusals import TooMany
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.tracking import TRIES, track_case

from .factories import accepted, submitted

pytestmark = pytest.mark.django_db
PAGE = "/tra-cuu/"


@pytest.fixture(autouse=True)
def _nobody_tried(db: None) -> None:
    cache.clear()


def ask(client: Client, code: str, secret: str) -> str:
    return client.post(PAGE, {"code": code, "secret": secret}).content.decode()


def test_the_pair_of_the_receipt_opens_the_story(province: Cast, client: Client) -> None:
    case = accepted(province)
    response = client.post(PAGE, {"code": case.code, "secret": case.tracking_secret})
    assert response.status_code == 200
    assert case.code in response.content.decode()


@pytest.mark.parametrize("written", ["lower", "bare", "spaced"])
def test_the_pair_may_be_typed_as_people_type(province: Cast, client: Client, written: str) -> None:
    case = submitted(province)
    secret = {
        "lower": case.tracking_secret.lower(),
        "bare": case.tracking_secret.replace("-", ""),
        "spaced": f" {case.tracking_secret.replace('-', ' ')} ",
    }[written]
    assert (
        client.post(PAGE, {"code": f" {case.code.lower()} ", "secret": secret}).status_code == 200
    )


def test_a_wrong_pair_says_the_same_whatever_is_wrong(province: Cast, client: Client) -> None:
    case, other = submitted(province), submitted(province)
    wrong = [
        (case.code, "AAA-AAA-AAA"),
        (case.code, other.tracking_secret),
        ("H99.112-260813-9999", case.tracking_secret),
        (case.code, "0" * 9),
        ("H99.112-260813-9999", "0" * 9),
    ]
    sentences = set()
    for code, secret in wrong:
        response = client.post(PAGE, {"code": code, "secret": secret})
        assert response.status_code == 422
        said = response.context["form"].errors["code"]
        sentences.add(str(said))
    assert len(sentences) == 1


def test_the_secret_is_not_taken_from_an_address(province: Cast, client: Client) -> None:
    case = submitted(province)
    response = client.get(PAGE, {"ma": case.code, "secret": case.tracking_secret})
    assert response.status_code == 200
    assert "case" not in response.context
    assert "sen-timeline" not in response.content.decode()


def test_nothing_personal_is_shown_to_who_holds_the_receipt(province: Cast, client: Client) -> None:
    case = accepted(province)
    page = ask(client, case.code, case.tracking_secret)
    for private in (
        "099196000017",
        "099094000023",
        "0999000017",
        "nhu@example.vn",
        "Trần Thị Quỳnh Như",
        "Nguyễn Đức Thắng",
        "Nguyễn Trần Minh Khuê",
        case.tracking_secret,
        str(case.uid),
    ):
        assert private not in page, private


def test_guessing_is_stopped_for_the_address_it_comes_from(province: Cast) -> None:
    case = submitted(province)
    for _ in range(TRIES):
        assert track_case(case.code, "AAA-AAA-AAA", "203.0.113.7") is None
    with pytest.raises(TooMany) as refused:
        track_case(case.code, case.tracking_secret, "203.0.113.7")
    assert refused.value.params["minutes"] == 10
    assert track_case(case.code, case.tracking_secret, "203.0.113.8") == case


def test_right_pairs_are_not_counted(province: Cast) -> None:
    case = submitted(province)
    for _ in range(TRIES + 2):
        assert track_case(case.code, case.tracking_secret, "203.0.113.7") == case


def test_the_page_and_the_api_count_together(province: Cast, client: Client) -> None:
    case = submitted(province)
    for _ in range(TRIES // 2):
        client.post(PAGE, {"code": case.code, "secret": "AAA"})
        client.post(
            reverse("api:track_case"),
            {"code": case.code, "secret": "AAA"},
            content_type="application/json",
        )
    assert client.post(PAGE, {"code": case.code, "secret": "AAA"}).status_code == 429
    response = client.post(
        reverse("api:track_case"),
        {"code": case.code, "secret": case.tracking_secret},
        content_type="application/json",
    )
    assert response.status_code == 429
    assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("code", ["", " ", "\x00", "x" * 300, "H99.112-260813-0001'--", "٣", "😀"])
def test_anything_may_be_typed(province: Cast, client: Client, code: str) -> None:
    assert client.post(PAGE, {"code": code, "secret": code}).status_code == 422
    assert client.get(PAGE, {"ma": code}).status_code == 200
    assert not Case.objects.exists()

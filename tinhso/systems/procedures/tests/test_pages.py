"""The public pages: found, read, begun, by anybody and without JavaScript."""

import pytest
from django.test import Client

from tinhso.systems.procedures import seeds
from tinhso.systems.procedures.models import Edition, Procedure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def procedures() -> None:
    seeds.seed()


def text_of(client: Client, address: str, language: str = "vi", status: int = 200) -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == status
    return answer.content.decode()


def test_a_stranger_reads_the_page_of_birth_registration(client: Client) -> None:
    page = text_of(client, "/thu-tuc/1.001193/")
    for said in ("Đăng ký khai sinh", "Trong ngày", "Miễn phí", "163/QĐ-BTP", "KQ.G15.000031"):
        assert said in page
    assert "18/2026/NĐ-CP" in page
    assert "Giấy khai sinh" in page


def test_the_page_speaks_english_to_those_who_ask(client: Client) -> None:
    page = text_of(client, "/thu-tuc/1.001193/", "en")
    assert "Birth registration" in page
    assert "Time limit" in page
    assert "Đăng ký khai sinh" not in page


def test_nothing_is_promised_that_is_not_kept(client: Client) -> None:
    """No wallet that is not ours, no "nothing to upload" above a photograph, no telephone."""
    page = text_of(client, "/thu-tuc/1.001193/")
    assert "về VNeID" not in page
    assert "1900" not in page
    edition = Edition.objects.get(procedure__code="1.001193", valid_to=None)
    for paper in edition.paper_list:
        if paper.need == "no_upload":
            assert "hụp" not in paper.note["vi"]


def test_the_editions_are_shown_newest_first(client: Client) -> None:
    page = text_of(client, "/thu-tuc/1.001193/")
    assert page.index("15/01/2026") < page.index("30/06/2025")


def test_what_is_not_taken_here_says_where_to_go(client: Client) -> None:
    page = text_of(client, "/thu-tuc/2.000528/")
    assert "dichvucong.gov.vn" in page
    assert "/ho-so/moi/" not in page


def test_a_search_without_marks_finds_and_links(client: Client) -> None:
    page = text_of(client, "/thu-tuc/?q=dang+ky+khai+sinh")
    assert 'href="/thu-tuc/1.001193/"' in page
    assert "2.000635" not in page


def test_a_search_that_finds_nothing_says_so(client: Client) -> None:
    assert "0" in text_of(client, "/thu-tuc/?q=xyzxyz")


def test_what_was_typed_is_shown_as_text(client: Client) -> None:
    assert "<b>x" not in text_of(client, "/thu-tuc/?q=%3Cb%3Ex")


def test_writing_to_a_public_page_is_refused(client: Client) -> None:
    assert client.post("/thu-tuc/").status_code == 405
    assert client.post("/thu-tuc/1.001193/").status_code == 405


def test_the_page_stands_without_editions(client: Client) -> None:
    Edition.objects.all().delete()
    assert Procedure.objects.filter(code="1.001193").exists()
    assert "dichvucong.gov.vn" in text_of(client, "/thu-tuc/1.001193/")

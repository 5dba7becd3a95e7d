"""The owner's pages, and what a stranger sees."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tinhso.engines.vault import registry, services
from tinhso.engines.vault.codes import new_result_code
from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.kernel.types import SYSTEM, Subject

from .samples import CHILD, MOTHER, PDF, VERDICT, store

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tinhso.engines.vault.tests.urls")]
Login = Callable[..., object]


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def verifier() -> Iterator[None]:
    before = registry.verifiers._things.pop("pdf", None)
    registry.register_verifier(lambda data: {**VERDICT, "ok": b"%%EOF" in data})
    yield
    registry.verifiers._things.pop("pdf")
    if before is not None:
        registry.verifiers.register("pdf", before)


def test_a_parent_sees_the_childs_paper_and_takes_it_home(client: Client, login: Login) -> None:
    login(client, "father")
    item = store()
    page = client.get("/kho/").content.decode()
    assert CHILD in page
    page = client.get(f"/kho/{item.uid}/").content.decode()
    assert item.result_code in page
    assert "Ủy ban nhân dân xã Hạc Lâm" in page
    assert "Chữ ký hợp lệ." in page
    assert item.file_sha256 in page
    answer = client.get(f"/kho/{item.uid}/tai-ve")
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    entries = list_entries(Subject(kind="vault-item", uid=str(item.uid)))
    assert [entry.action for entry in entries] == ["vault.result_stored", "vault.item_downloaded"]


def test_an_empty_vault_says_so(client: Client, login: Login) -> None:
    login(client, "stranger")
    store()
    page = client.get("/kho/")
    assert page.status_code == 200
    assert CHILD not in page.content.decode()


@pytest.mark.parametrize("path", ["", "tai-ve"])
@pytest.mark.parametrize("key", ["stranger", "grandmother"])
def test_another_citizen_finds_nothing(client: Client, login: Login, key: str, path: str) -> None:
    login(client, key)
    assert client.get(f"/kho/{store().uid}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/kho/", "/kho/{}/", "/kho/{}/tai-ve"])
def test_a_visitor_is_asked_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path.format(store().uid))
    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["/kho/", "/kho/{}/", "/kho/{}/tai-ve"])
@pytest.mark.parametrize("key", ["clerk", "chairman"])
def test_officials_have_no_way_into_a_vault(
    client: Client, login: Login, key: str, path: str
) -> None:
    login(client, key)
    assert client.get(path.format(store().uid)).status_code == 403


def test_anybody_with_the_code_sees_four_things_and_nothing_more(client: Client) -> None:
    item = store()
    page = client.get(f"/xac-minh/{item.result_code.replace('-', '').lower()}")
    said = page.content.decode()
    assert page.status_code == 200
    assert page["Cache-Control"].count("no-store") == 1
    for shown in ("Ủy ban nhân dân xã Hạc Lâm", "14/08/2026", "Nguyễn T. M. K."):
        assert shown in said
    for hidden in (CHILD, MOTHER, "Khuê", "099326123456", "Đỗ Minh Khoa", "H99.112-260813-0001"):
        assert hidden not in said


def test_a_revoked_result_is_shown_as_revoked(client: Client) -> None:
    item = store()
    services.revoke_result(SYSTEM, str(item.uid), reason="Cấp sai đối tượng")
    said = client.get(f"/xac-minh/{item.result_code}").content.decode()
    assert "govuk-tag--red" in said
    assert "Cấp sai đối tượng" not in said


@pytest.mark.parametrize(
    "code", [pytest.param(new_result_code(), id="a new one"), "x", "' OR 1=1", "<script>"]
)
def test_an_unknown_code_is_clearly_not_found(client: Client, code: str) -> None:
    page = client.get(f"/xac-minh/{code}")
    assert page.status_code == 404
    assert "<script>" not in page.content.decode().split("<main", 1)[1].split("</main>")[0]


def test_the_form_leads_to_the_code(client: Client) -> None:
    item = store()
    typed = item.result_code.lower().replace("-", " ")
    answer = client.get("/xac-minh/", {"ma": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/xac-minh/{item.result_code}")
    assert client.get("/xac-minh/").status_code == 200
    wrong = client.get("/xac-minh/", {"ma": "123"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.content.decode()


def test_codes_cannot_be_tried_without_end(client: Client) -> None:
    answers = [client.get(f"/xac-minh/{new_result_code()}").status_code for _ in range(22)]
    # A minute may turn over in the middle; the count then starts anew.
    assert set(answers) == {404, 429} or answers == [404] * 22
    assert answers[0] == 404
    assert client.get("/xac-minh/", REMOTE_ADDR="10.0.0.9").status_code == 200


@pytest.mark.usefixtures("verifier")
def test_a_file_is_checked_and_recognised_byte_for_byte(client: Client) -> None:
    store()
    for data, known in ((PDF, True), (PDF + b"x", False)):
        upload = SimpleUploadedFile("a.pdf", data)
        page = client.post("/xac-minh/tep", {"file": upload}).content.decode()
        assert "Chữ ký hợp lệ." in page
        assert ("Nguyễn T. M. K." in page) is known
        assert CHILD not in page


@pytest.mark.usefixtures("verifier")
@pytest.mark.parametrize("data", [None, b"", b"GIF89a", b"<html>"])
def test_what_is_no_pdf_is_refused_in_words(client: Client, data: bytes | None) -> None:
    files = {} if data is None else {"file": SimpleUploadedFile("a.pdf", data)}
    page = client.post("/xac-minh/tep", files)
    assert page.status_code == 422
    assert "govuk-error-summary" in page.content.decode()

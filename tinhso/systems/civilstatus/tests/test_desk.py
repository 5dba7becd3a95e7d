"""The register on the desk: who may read it, how it is searched."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sims import civilstatus as sim
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.outbox.worker import drain
from tinhso.foundation.wire import breaker
from tinhso.foundation.wire.testing import mount
from tinhso.systems.civilstatus import selectors, services
from tinhso.systems.civilstatus.models import Submission

from .samples import AGENCY, BIRTH, case, propose

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tinhso.systems.civilstatus.tests.urls")]
Login = Callable[..., object]
REGISTER = "/desk/ho-tich/"


@pytest.fixture(autouse=True)
def national(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    monkeypatch.setenv("TINHSO_PEER_CIVILSTATUS_SECRET", "demo-secret")
    with mount("civilstatus", sim.app):
        yield tmp_path / "sims"


def enter(number: int, *, name: str = "Trần Gia Hân", agency: str = AGENCY) -> Subject:
    data = {**BIRTH, "child": {**BIRTH["child"], "full_name": name}}
    subject = propose(number, data=data, agency=agency)
    services.enter_birth(str(Submission.objects.get(subject_uid=subject.uid).uid))
    return subject


@pytest.mark.parametrize("key", ["officer", "chairman"])
def test_the_register_lists_the_agencys_births_latest_first(
    client: Client, login: Login, key: str
) -> None:
    login(client, key)
    enter(1, name="Lê Hải Đăng")
    enter(2, name="Phạm Bảo An")
    enter(3, name="Người Phường Khác", agency="H99.101")
    page = client.get(REGISTER).content.decode()
    assert page.index("Phạm Bảo An") < page.index("Lê Hải Đăng")
    assert "Người Phường Khác" not in page


@pytest.mark.parametrize("q", ["hai dang", "HẢI ĐĂNG", "dang le", "0001", "  lê  "])
def test_diacritics_and_order_do_not_matter(client: Client, login: Login, q: str) -> None:
    login(client, "officer")
    enter(1, name="Lê Hải Đăng")
    enter(2, name="Phạm Bảo An")
    page = client.get(REGISTER, {"q": q}).content.decode()
    assert "Lê Hải Đăng" in page
    assert "Phạm Bảo An" not in page


def test_a_search_without_a_hit_says_what_to_do(client: Client, login: Login) -> None:
    login(client, "officer")
    enter(1)
    answer = client.get(REGISTER, {"q": "%_'\"", "nam": "abcd", "trang": "x"})
    assert answer.status_code == 200
    assert "Trần Gia Hân" not in answer.content.decode()


def test_the_list_asks_the_database_a_fixed_number_of_times(
    client: Client, login: Login, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    login(client, "officer")
    for number in range(1, 8):
        enter(number)
    client.get(REGISTER)
    with django_assert_max_num_queries(22):
        client.get(REGISTER)


def test_an_entry_shows_what_stands_in_the_book(client: Client, login: Login) -> None:
    login(client, "officer")
    entry = selectors.get_entry_for(enter(1))
    page = client.get(f"{REGISTER}{entry.uid}/").content.decode()
    for shown in (entry.personal_number, "Trần Gia Hân", "12/03/1996", "Võ Văn Quyền", entry.code):
        assert shown in page


@pytest.mark.parametrize("key", ["clerk", "other_clerk", "leader", "operator", "mother"])
def test_who_does_not_keep_the_register_may_not_read_it(
    client: Client, login: Login, key: str
) -> None:
    login(client, key)
    entry = selectors.get_entry_for(enter(1))
    assert client.get(REGISTER).status_code == 403
    assert client.get(f"{REGISTER}{entry.uid}/").status_code == 403


def test_an_entry_of_another_agency_is_not_found(client: Client, login: Login) -> None:
    login(client, "officer")
    entry = selectors.get_entry_for(enter(1, agency="H99.101"))
    assert client.get(f"{REGISTER}{entry.uid}/").status_code == 404
    held = Submission.objects.get()
    assert client.post(f"{REGISTER}cho/{held.uid}/hoi-lai").status_code == 404


@pytest.mark.parametrize("path", ["", "{}/"])
def test_a_visitor_is_asked_to_sign_in(client: Client, path: str) -> None:
    entry = selectors.get_entry_for(enter(1))
    assert client.get(REGISTER + path.format(entry.uid)).status_code == 302


def test_what_waits_is_shown_with_its_reason_and_asked_again_on_request(
    client: Client, login: Login, national: Path
) -> None:
    login(client, "officer")
    national.mkdir(exist_ok=True)
    (national / "civilstatus.down").touch()
    enter(1, name="Lê Hải Đăng")
    page = client.get(REGISTER).content.decode()
    assert "Lê Hải Đăng" in page
    assert f"{REGISTER}cho/" in page
    (national / "civilstatus.down").unlink()
    breaker.reset("civilstatus")
    held = Submission.objects.get()
    assert client.post(f"{REGISTER}cho/{held.uid}/hoi-lai").status_code == 302
    drain()
    assert selectors.get_entry_for(case(1)).number == 1
    assert client.post(f"{REGISTER}cho/{held.uid}/hoi-lai").status_code == 409

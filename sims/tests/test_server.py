"""All simulators on one port, each saying what it stands for."""

import json
from pathlib import Path

import pytest
from werkzeug.test import Client

from sims import phone, server


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    return Client(server.application())


def test_the_index_names_every_simulator(browser: Client) -> None:
    page = browser.get("/").text
    assert "MÔ PHỎNG" in page
    for name in server.mounted():
        assert f'href="/{name}/"' in page


@pytest.mark.parametrize("name", server.mounted())
def test_each_simulator_says_what_it_stands_for(browser: Client, name: str) -> None:
    answer = browser.get(f"/{name}/")
    assert answer.status_code == 200
    assert len(answer.text) > 40


def test_an_unknown_path_is_not_found(browser: Client) -> None:
    assert browser.get("/nobody/").status_code == 404


def test_codes_are_those_of_rfc_6238() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the RFC's own, in base32
    assert phone.totp(secret, 59) == "287082"
    assert phone.totp(secret, 1111111109) == "081804"
    assert phone.totp(secret, 20000000000) == "353130"


def test_the_telephone_finds_an_official(browser: Client, tmp_path: Path) -> None:
    (tmp_path / "sims").mkdir()
    officials = [
        {"name": "Đỗ Minh Khoa", "username": "khoa.dm", "post": "Chủ tịch", "secret": "A" * 32},
        {"name": "Võ Văn Quyền", "username": "quyen.vv", "post": "Hộ tịch", "secret": "B" * 32},
    ]
    (tmp_path / "sims" / "phone.json").write_text(
        json.dumps({"password": "p", "officials": officials})
    )
    page = browser.get("/phone/?q=khoa").text
    assert "khoa.dm" in page
    assert "quyen.vv" not in page


def test_what_is_typed_comes_back_escaped(browser: Client) -> None:
    assert "<script>" not in browser.get("/phone/?q=<script>").text


def test_vneid_refuses_what_it_does_not_know(browser: Client) -> None:
    good = {
        "client_id": "tinhso",
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": "http://127.0.0.1:8000/back",
        "code_challenge": "x",
        "code_challenge_method": "S256",
        "state": "s",
    }
    assert browser.get("/vneid/authorize", query_string=good).status_code == 200
    for wrong in (
        {"client_id": "other"},
        {"redirect_uri": "https://elsewhere.example/"},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
    ):
        answer = browser.get("/vneid/authorize", query_string={**good, **wrong})
        assert answer.status_code == 400
    unknown = browser.post("/vneid/authorize", data={**good, "number": "099190000000"})
    assert unknown.status_code == 422
    assert browser.post("/vneid/token", data={"client_id": "tinhso"}).status_code == 401
    assert browser.get("/vneid/userinfo").status_code == 401

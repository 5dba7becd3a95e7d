from pathlib import Path

import pytest
from werkzeug.test import Client

from sims import messages

SIGNED = {"Authorization": "Bearer demo-secret"}
GOOD = {"channel": "sms", "to": "0912345678", "title": "", "text": "Xin chào"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))


def test_it_says_what_it_stands_for() -> None:
    assert "mô phỏng" in Client(messages.app).get("/").text


def test_a_message_is_kept_and_shown_newest_first() -> None:
    client = Client(messages.app)
    client.post("/send", json=GOOD, headers=SIGNED)
    client.post("/send", json={**GOOD, "text": "Lần hai"}, headers=SIGNED)
    answer = client.get("/recent?n=1")
    assert [m["text"] for m in answer.get_json()["messages"]] == ["Lần hai"]
    assert [m["text"] for m in messages.recent(2)] == ["Lần hai", "Xin chào"]


def test_the_same_key_is_answered_with_the_first_message() -> None:
    client = Client(messages.app)
    keyed = SIGNED | {"Idempotency-Key": "k"}
    first = client.post("/send", json=GOOD, headers=keyed)
    second = client.post("/send", json={**GOOD, "text": "khác"}, headers=keyed)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json()["id"] == second.get_json()["id"]
    assert len(messages.recent()) == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"channel": "fax"}, 422),
        ({"to": "12"}, 422),
        ({"to": "0912340000"}, 422),
        ({"to": "0912349999"}, 503),
        ({"channel": "email"}, 422),
        ({"text": " "}, 422),
        ({"text": "a" * 671}, 422),
    ],
)
def test_it_refuses_what_the_real_one_refuses(change: dict[str, str], status: int) -> None:
    answer = Client(messages.app).post("/send", json=GOOD | change, headers=SIGNED)
    assert answer.status_code == status
    assert answer.get_json()["error"]
    assert messages.recent() == []


def test_it_knows_its_senders_and_its_addresses() -> None:
    client = Client(messages.app)
    assert client.post("/send", json=GOOD).status_code == 401
    assert client.post("/send", data="x", headers=SIGNED).status_code == 400
    assert client.get("/nowhere").status_code == 404
    assert client.get("/send").status_code == 405

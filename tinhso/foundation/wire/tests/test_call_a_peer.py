from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
import requests  # noqa: TID251  what third parties use
from werkzeug.wrappers import Request, Response

from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.wire import breaker, selectors
from tinhso.foundation.wire.client import client, session_for, transport_for
from tinhso.foundation.wire.journal import safe_path
from tinhso.foundation.wire.models import Call
from tinhso.foundation.wire.peers import get_peer, is_simulated, list_peer_health
from tinhso.foundation.wire.testing import mount

pytestmark = pytest.mark.django_db
CASE = Subject(kind="case", uid="11f0")


@dataclass
class Peer:
    """Answers with the statuses it was given, then with 200."""

    statuses: list[int] = field(default_factory=list)
    seen: list[Request] = field(default_factory=list)

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        request = Request(environ)
        request.get_data()
        self.seen.append(request)
        status = self.statuses.pop(0) if self.statuses else 200
        answer = Response(
            f"{request.method} {request.path} {request.get_data(as_text=True)}", status
        )
        answer.set_cookie("session", "of-somebody")
        return answer(environ, start_response)


@pytest.fixture
def peer() -> Iterator[Peer]:
    app = Peer()
    with mount("messages", app):
        yield app


def test_a_call_is_answered_and_journalled(peer: Peer) -> None:
    token = logs.request_id.set("req-1")
    answer = client("messages").post(
        "/people/099196000017?name=Như", json={"a": 1}, subject=CASE, purpose="test.why"
    )
    logs.request_id.reset(token)

    assert answer.text == 'POST /people/099196000017 {"a":1}'
    assert peer.seen[0].headers["X-Request-Id"] == "req-1"
    (call,) = selectors.list_calls(CASE)
    assert (call.peer, call.method, call.path) == ("messages", "POST", "/messages/people/…")
    assert (call.status, call.error, call.attempt) == (200, "", 1)
    assert (call.purpose, call.request_id, call.simulated) == ("test.why", "req-1", True)


def test_nothing_personal_is_left_in_a_path() -> None:
    assert safe_path("/dan-cu/099196000017/x?so=1") == "/dan-cu/…/x"
    assert safe_path("/m/nhu@example.vn") == "/m/…"
    assert safe_path("/c/0ab53a34-2c0f-4a6f-9f0e-2f1f6a0e8d11") == "/c/…"
    assert safe_path("/v1/births") == "/v1/births"


def test_a_refusal_of_the_peer_is_the_adapters_business(peer: Peer) -> None:
    peer.statuses = [404]
    assert client("messages").get("/x").status_code == 404
    assert Call.objects.get().error == ""


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_idempotent_call_is_tried_again(peer: Peer, status: int) -> None:
    peer.statuses = [status, status]
    answer = client("messages").post("/send", idempotency_key="k-1")
    assert answer.status_code == 200
    assert [r.headers["Idempotency-Key"] for r in peer.seen] == ["k-1"] * 3
    assert [c.attempt for c in selectors.list_recent_calls("messages")] == [3, 2, 1]


def test_what_may_happen_twice_is_sent_once(peer: Peer) -> None:
    peer.statuses = [503]
    with pytest.raises(Unavailable) as caught:
        client("messages").post("/send")
    assert len(peer.seen) == 1
    assert (caught.value.code, caught.value.params) == ("wire.unavailable", {"peer": "messages"})


def test_a_fault_inside_the_peer_is_not_repeated(peer: Peer) -> None:
    peer.statuses = [500]
    with pytest.raises(Unavailable):
        client("messages").get("/x")
    assert len(peer.seen) == 1
    assert Call.objects.get().error == "HTTP 500"


def test_a_peer_that_fails_again_and_again_is_left_in_peace(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [1_000_000.0]
    monkeypatch.setattr(breaker, "_now", lambda: moment[0])
    peer.statuses = [503] * breaker.THRESHOLD + [503]

    for _ in range(breaker.THRESHOLD):
        with pytest.raises(Unavailable):
            client("messages").post("/send")
    assert breaker.is_open("messages")
    with pytest.raises(Unavailable):
        client("messages").post("/send")
    assert len(peer.seen) == breaker.THRESHOLD

    moment[0] += breaker.REST_SECONDS + 1  # one scout goes, fails, and the rest begins anew
    with pytest.raises(Unavailable):
        client("messages").post("/send")
    assert len(peer.seen) == breaker.THRESHOLD + 1
    assert breaker.is_open("messages")

    moment[0] += breaker.REST_SECONDS + 1
    assert client("messages").post("/send").status_code == 200
    assert not breaker.is_open("messages")
    assert client("messages").post("/send").status_code == 200


def test_one_scout_at_a_time_asks_a_resting_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [1_000_000.0]
    monkeypatch.setattr(breaker, "_now", lambda: moment[0])
    for _ in range(breaker.THRESHOLD):
        breaker.note_failure("ca")
    moment[0] += breaker.REST_SECONDS + 1
    assert [breaker.may_call("ca") for _ in range(3)] == [True, False, False]
    breaker.reset("ca")
    assert breaker.may_call("ca")


def test_health_says_how_each_peer_answers(peer: Peer) -> None:
    client("messages").get("/a")
    peer.statuses = [500]
    with pytest.raises(Unavailable):
        client("messages").get("/b")
    health = {line.peer: line for line in list_peer_health()}
    assert (health["messages"].calls, health["messages"].failures) == (2, 1)
    assert health["messages"].state == "failing"
    assert health["messages"].last_error == "HTTP 500"
    assert health["ca"].state == "quiet"


def test_a_peer_cannot_tie_our_calls_by_a_cookie(peer: Peer) -> None:
    client("messages").get("/a")
    client("messages").get("/b")
    assert "Cookie" not in peer.seen[1].headers


def test_a_peer_that_nobody_mounted_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        client("tsa").get("/")
    assert "ConnectError" in selectors.list_recent_calls("tsa")[0].error
    breaker.reset("tsa")


def test_an_unknown_peer_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="No peer weather"):
        get_peer("weather")
    assert is_simulated("messages")
    assert "demo-secret" not in repr(get_peer("messages"))


def test_a_third_partys_session_takes_our_road(peer: Peer) -> None:
    url = get_peer("messages").url
    answer = session_for("messages").post(f"{url}/token", data={"code": "x"}, timeout=3)
    assert answer.text == "POST /token code=x"
    assert answer.ok
    assert Call.objects.get().path == "/messages/token"


def test_a_third_partys_session_reaches_nobody_else(peer: Peer) -> None:
    with pytest.raises(requests.exceptions.InvalidURL):
        session_for("messages").get("https://elsewhere.example/")
    assert not peer.seen


def test_a_third_partys_session_sees_the_errors_it_knows() -> None:
    with pytest.raises(requests.exceptions.ConnectionError):
        session_for("tsa").get(get_peer("tsa").url)
    breaker.reset("tsa")


def test_a_third_partys_httpx_client_takes_our_road(peer: Peer) -> None:
    with httpx.Client(transport=transport_for("messages")) as theirs:
        assert theirs.get(f"{get_peer('messages').url}/keys").text == "GET /keys "
    assert Call.objects.get().path == "/messages/keys"

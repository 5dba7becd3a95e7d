"""Every answer carries an id and a policy; a refusal is told to each reader in their form."""

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from tinhso.foundation.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from tinhso.foundation.kernel.types import Problem
from tinhso.foundation.ui.middleware import CspMiddleware, RefusalMiddleware, problem_json

pytestmark = pytest.mark.django_db


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def test_an_answer_has_a_request_id_and_keeps_the_proxys(client: Client) -> None:
    assert len(client.get("/healthz")["X-Request-ID"]) == 32
    kept = client.get("/healthz", headers={"X-Request-ID": "proxy-0123456789"})
    assert kept["X-Request-ID"] == "proxy-0123456789"
    forged = client.get("/healthz", headers={"X-Request-ID": "<script>"})
    assert forged["X-Request-ID"] != "<script>"


def test_the_error_page_shows_the_id_of_its_request(client: Client) -> None:
    response = client.get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()


def test_the_policy_forbids_inline_code_and_foreign_hosts(client: Client) -> None:
    policy = client.get("/khong-co-trang-nay/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@override_settings(
    PEERS={"vneid": {"url": "https://id.example/oidc", "secret": "", "simulated": False}}
)
def test_forms_may_lead_to_the_identity_peer_and_nowhere_else(rf: RequestFactory) -> None:
    policy = CspMiddleware(answer)(rf.get("/"))["Content-Security-Policy"]
    assert "form-action 'self' https://id.example;" in policy


def test_only_the_data_console_has_a_looser_policy(rf: RequestFactory) -> None:
    asked = CspMiddleware(answer)
    assert "unsafe-inline" in asked(rf.get("/console/data/"))["Content-Security-Policy"]
    assert "unsafe-inline" not in asked(rf.get("/console/"))["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("kernel.not_found"), 404),
        (Forbidden("kernel.forbidden"), 403),
        (Conflict("kernel.not_found"), 409),
        (Invalid([Problem(field="name", code="kernel.not_found", params={})]), 422),
    ],
)
def test_the_api_answers_a_refusal_as_problem_details(error: Exception, status: int) -> None:
    assert isinstance(error, (NotFound, Forbidden, Conflict, Invalid))
    response = problem_json(error)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["code"] == error.code


def test_a_page_is_refused_with_words_and_a_way_out(rf: RequestFactory) -> None:
    request = rf.get("/ho-so/x/")
    request.htmx = False  # type: ignore[attr-defined]
    response = RefusalMiddleware(answer).process_exception(request, NotFound("kernel.not_found"))
    assert response is not None
    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


def test_htmx_gets_a_fragment_not_a_page(rf: RequestFactory) -> None:
    request = rf.get("/ho-so/x/")
    request.htmx = True  # type: ignore[attr-defined]
    response = RefusalMiddleware(answer).process_exception(request, Forbidden("kernel.forbidden"))
    assert response is not None
    assert response.status_code == 403
    assert b"<html" not in response.content


def test_another_kind_of_error_is_left_to_django(rf: RequestFactory) -> None:
    assert RefusalMiddleware(answer).process_exception(rf.get("/"), ValueError()) is None


def test_health_says_what_works(client: Client) -> None:
    body = client.get("/healthz").json()
    assert body["ok"] is True
    assert body["database"] == "ok"


def test_metrics_answer_this_machine_and_refuse_a_stranger(client: Client) -> None:
    assert b"tinhso_requests_total" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403


@override_settings(METRICS_TOKEN="known")
def test_metrics_answer_whoever_knows_the_token(client: Client) -> None:
    said = {"Authorization": "Bearer known"}
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers=said).status_code == 200


def test_a_form_without_its_token_gets_a_page_that_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/tai-khoan/ngon-ngu/", {"language": "en"})
    assert response.status_code == 403
    assert response["X-Request-ID"] in response.content.decode()

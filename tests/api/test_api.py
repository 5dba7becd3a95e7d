"""The API: its document is valid, its rights are the pages' rights, and it never breaks."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tinhso.engines.vault.models import Item
from tinhso.foundation.identity.testing import Cast
from tinhso.systems.cases.tests.factories import accepted, issued

pytestmark = pytest.mark.django_db

Login = Callable[[Client, str], Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
OPERATIONS = {
    "list_procedures",
    "get_procedure",
    "track_case",
    "list_cases",
    "get_case",
    "verify_result",
    "list_figures",
    "get_figure",
}


@pytest.fixture
def same_connection() -> Iterator[None]:
    """Keep the test's connection, with its open transaction, as Django's own test client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _nobody_tried(db: None) -> None:
    cache.clear()


def document(client: Client) -> dict[str, Any]:
    said: dict[str, Any] = client.get("/api/openapi.json").json()
    return said


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def test_the_document_is_openapi_3_1_and_every_reference_leads_somewhere(client: Client) -> None:
    said = document(client)
    assert said["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(said["info"])
    for node in walk(said):
        if reference := node.get("$ref"):
            target: Any = said
            for part in reference.removeprefix("#/").split("/"):
                target = target[part]
            assert isinstance(target, dict)


def test_every_schema_is_valid_json_schema(client: Client) -> None:
    said = document(client)
    for name, schema in said["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": DIALECT, **schema})
        assert name


def test_every_operation_has_a_summary_and_says_how_it_refuses(client: Client) -> None:
    seen = set()
    for methods in document(client)["paths"].values():
        for operation in methods.values():
            seen.add(operation["operationId"].rsplit("_api_")[-1])
            assert operation["summary"]
            assert operation["description"]
            assert "200" in operation["responses"]
            for status, response in operation["responses"].items():
                if not status.startswith("2"):
                    assert set(response["content"]) == {"application/problem+json"}
    assert seen == OPERATIONS


@pytest.mark.parametrize("name", ["list_cases", "list_figures"])
def test_without_signing_in_private_operations_answer_401(client: Client, name: str) -> None:
    response = client.get(reverse(f"api:{name}"))
    assert response.status_code == 401
    assert response["Content-Type"].startswith("application/problem+json")
    assert response.json()["code"] == "publicapi.sign_in"


def test_a_case_is_read_by_its_applicant_its_office_and_the_leader_only(
    province: Cast, login: Login
) -> None:
    case = accepted(province)
    address = reverse("api:get_case", args=[case.code])
    expected = {
        "mother": 200,
        "clerk": 200,
        "officer": 200,
        "leader": 200,
        "father": 404,
        "stranger": 404,
        "other_clerk": 404,
        "operator": 404,
    }
    for key, status in expected.items():
        client = Client()
        login(client, key)
        response = client.get(address)
        assert response.status_code == status, key
        if status == 200:
            assert response.json()["code"] == case.code
        else:
            assert case.about not in response.content.decode()
            assert response["Content-Type"].startswith("application/problem+json")


def test_the_list_of_cases_is_ones_own_or_the_offices(province: Cast, login: Login) -> None:
    case = accepted(province)
    expected = {"mother": 1, "father": 0, "stranger": 0, "clerk": 1, "other_clerk": 0, "leader": 1}
    for key, number in expected.items():
        client = Client()
        login(client, key)
        said = client.get(reverse("api:list_cases")).json()
        assert [one["code"] for one in said["items"]] == [case.code] * number, key
        assert said["total"] == number


def test_an_official_without_the_second_factor_reads_nothing(
    province: Cast, cast: Cast, client: Client
) -> None:
    accepted(province)
    client.force_login(
        cast.account("clerk"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    response = client.get(reverse("api:list_cases"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("mfa_reauthenticate"))


def test_figures_are_for_offices_and_leaders(province: Cast, login: Login) -> None:
    for key in ("leader", "clerk"):
        client = Client()
        login(client, key)
        figures = client.get(reverse("api:list_figures")).json()
        for figure in figures:
            one = client.get(reverse("api:get_figure", args=[figure["code"]]))
            assert one.status_code == 200
    client = Client()
    login(client, "leader")
    codes = {one["code"] for one in client.get(reverse("api:list_figures")).json()}
    assert {"cases.overdue", "cases.on_time_rate"} <= codes
    for key in ("mother", "stranger"):
        client = Client()
        login(client, key)
        response = client.get(reverse("api:list_figures"))
        assert response.status_code == 403 or response.json() == []
        assert client.get(reverse("api:get_figure", args=["cases.overdue"])).status_code == 403, key


def test_anybody_verifies_a_result_and_learns_little(province: Cast, client: Client) -> None:
    case = issued(province)
    code = Item.objects.get(uid=case.vault_item).result_code
    response = client.get(reverse("api:verify_result", args=[code]))
    assert response.status_code == 200
    said = response.content.decode()
    assert response.json()["status"] == "valid"
    for private in ("Khuê", "099196000017", "Quỳnh Như", case.code):
        assert private not in said
    unknown = client.get(reverse("api:verify_result", args=["0000-0000-0000-0000"]))
    assert unknown.status_code == 404
    assert unknown["Content-Type"].startswith("application/problem+json")


def test_procedures_are_public(province: Cast, client: Client) -> None:
    found = client.get(reverse("api:list_procedures"), {"q": "khai sinh"}).json()
    assert "1.001193" in {one["code"] for one in found}
    one = client.get(reverse("api:get_procedure", args=["1.001193"])).json()
    assert one["name"]["vi"] == "Thủ tục đăng ký khai sinh" or "khai sinh" in one["name"]["vi"]
    assert client.get(reverse("api:get_procedure", args=["9.999999"])).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '{"code": 1}',
        '{"code": "\\ud800", "secret": "a"}',
        '{"code": "\\u0000", "secret": "\\u0000"}',
        json.dumps({"code": "x" * 9999, "secret": ""}),
    ],
)
def test_any_body_is_refused_with_reasons(province: Cast, client: Client, body: str) -> None:
    response = client.post(
        reverse("api:track_case"), data=body.encode(), content_type="application/json"
    )
    assert response.status_code in (400, 404, 422)
    assert response["Content-Type"].startswith("application/problem+json")
    assert response.json()["title"]


CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]


@SCHEMA.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_the_api_or_surprises_its_reader(
    case: schemathesis.Case[Any],
    province: Cast,
    login: Login,
    same_connection: None,
) -> None:
    cache.clear()
    session: dict[str, str] = {}
    if case.operation.definition.raw.get("security"):
        client = Client()
        login(client, "clerk")
        session = {name: morsel.value for name, morsel in client.cookies.items()}
    response = case.call(cookies=session)
    assert response.status_code < 500, response.text
    case.validate_response(response, checks=CHECKS)

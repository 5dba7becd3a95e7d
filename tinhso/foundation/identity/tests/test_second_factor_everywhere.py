"""No door opens for an official whose session lacks the second factor."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tinhso.foundation.identity.middleware import (
    OPEN_BEFORE_FIRST_FACTOR,
    OPEN_BEFORE_SECOND_FACTOR,
)
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.testing import Cast

pytestmark = pytest.mark.django_db

SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def all_addresses() -> Iterator[tuple[str, str]]:
    """Yield (view name, address) of the whole platform, with sample values in the places."""
    yield from _walk(get_resolver().url_patterns, "/", "")


def _walk(patterns: object, prefix: str, space: str) -> Iterator[tuple[str, str]]:
    assert isinstance(patterns, list)
    for entry in patterns:
        part = _sample(entry)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, prefix + part, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", prefix + part


def _sample(entry: URLPattern | URLResolver) -> str:
    route = str(entry.pattern)
    for name, converter in getattr(entry.pattern, "converters", {}).items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        route = route.replace(f"<{kind}:{name}>", SAMPLES.get(kind, "x"))
        route = route.replace(f"<{name}>", "x")
    return route.lstrip("^").rstrip("$")


def test_no_address_answers_an_official_without_a_second_factor(
    cast: Cast, client: Client, login: Callable[..., Account]
) -> None:
    login(client, "operator", second_factor=False)
    to_second_factor = reverse("mfa_reauthenticate")
    asked = 0
    for name, address in all_addresses():
        if name in OPEN_BEFORE_SECOND_FACTOR or "(?P" in address:
            continue
        answer = client.get(address)
        if answer.status_code == 404 and not answer.headers.get("Location"):
            pytest.fail(f"{address} was not held at the second factor")
        assert answer.status_code == 302, f"{name} {address}: {answer.status_code}"
        assert answer.headers["Location"].startswith(to_second_factor), f"{name} {address}"
        asked += 1
    assert asked >= 10


def test_the_open_pages_show_nothing_of_the_work(
    cast: Cast, client: Client, login: Callable[..., Account]
) -> None:
    login(client, "clerk", second_factor=False)
    known = {name for name, _ in all_addresses()}
    assert known & OPEN_BEFORE_SECOND_FACTOR
    page = client.get(reverse("mfa_reauthenticate"))
    assert page.status_code == 200


def test_who_has_a_factor_cannot_add_another_before_using_it(
    cast: Cast, client: Client, login: Callable[..., Account]
) -> None:
    login(client, "clerk", second_factor=False)
    for name in OPEN_BEFORE_FIRST_FACTOR:
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_an_official_without_any_factor_is_led_to_set_one_up(
    cast: Cast, client: Client, login: Callable[..., Account]
) -> None:
    account = login(client, "clerk", second_factor=False)
    Authenticator.objects.filter(user=account).delete()
    answer = client.get(reverse("identity:overview"))
    assert answer.headers["Location"].startswith(reverse("mfa_activate_totp"))


def test_htmx_is_led_to_the_whole_page(
    cast: Cast, client: Client, login: Callable[..., Account]
) -> None:
    login(client, "clerk", second_factor=False)
    answer = client.get(reverse("identity:overview"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("mfa_reauthenticate"))


def test_an_actor_without_second_factor_is_nobody(
    cast: Cast, client: Client, login: Callable[..., Account]
) -> None:
    login(client, "clerk", second_factor=False)
    page = client.get(reverse("mfa_reauthenticate"))
    assert page.wsgi_request.actor.is_anonymous  # type: ignore[attr-defined]

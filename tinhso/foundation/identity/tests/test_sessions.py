"""Sessions end, doors have guards, the language stays, a demonstration's clock moves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tinhso.foundation.calendars.seeds import seed as seed_calendar
from tinhso.foundation.identity.cast import DEMO_DAY
from tinhso.foundation.identity.models import Account
from tinhso.foundation.kernel import clock

pytestmark = pytest.mark.django_db

Login = Callable[..., Account]


def rest(client: Client, minutes: int) -> None:
    session = client.session
    session["identity.seen_at"] = int(clock.machine_now().timestamp()) - minutes * 60
    session.save()


@pytest.mark.parametrize(
    ("who", "minutes", "stays"),
    [("clerk", 29, True), ("clerk", 31, False), ("mother", 59, True), ("mother", 61, False)],
)
def test_a_session_that_rests_too_long_ends(
    client: Client, login: Login, who: str, minutes: int, stays: bool
) -> None:
    login(client, who)
    rest(client, minutes)
    answer = client.get(reverse("identity:overview"))
    assert (answer.status_code == 200) is stays
    assert ("_auth_user_id" in client.session) is stays


def test_an_ended_session_is_explained_on_the_sign_in_page(client: Client, login: Login) -> None:
    login(client, "clerk")
    rest(client, 45)
    page = client.get(reverse("identity:overview"), follow=True)
    assert b"govuk-inset-text" in page.content


def test_moving_the_demonstrations_clock_signs_nobody_out(
    client: Client, login: Login, real_clock: None
) -> None:
    login(client, "clerk")
    client.get(reverse("identity:overview"))
    clock.set_clock(clock.now() + timedelta(days=5))
    assert client.get(reverse("identity:overview")).status_code == 200


@pytest.fixture
def real_clock() -> object:
    yield
    clock.set_clock(None)


@pytest.mark.parametrize("page", ["identity:overview", "identity:home", "identity:choose_post"])
def test_a_stranger_is_led_to_the_sign_in_page(client: Client, page: str) -> None:
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{reverse('account_login')}?next=")


def test_a_closed_account_is_nobody(client: Client, login: Login) -> None:
    account = login(client, "clerk")
    account.is_active = False
    account.save()
    assert client.get(reverse("identity:overview")).status_code == 302


def test_the_sign_in_page_needs_no_script(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert page.count("<form") >= 3
    assert "<script>" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_signing_out_takes_a_post(client: Client, login: Login) -> None:
    login(client, "clerk")
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("hour", "2026-08-13 10:00"),
        ("morning", "2026-08-14 07:30"),
        ("start", "2026-08-13 09:00"),
    ],
)
def test_the_clock_of_a_demonstration_moves(
    client: Client, real_clock: None, step: str, expected: str
) -> None:
    seed_calendar()
    clock.set_clock(clock.at(DEMO_DAY, 9))
    answer = client.post(reverse("identity:clock"), {"step": step, "next": "/thu-tuc/"})
    assert answer.headers["Location"] == "/thu-tuc/"
    assert clock.local(clock.now()).strftime("%Y-%m-%d %H:%M") == expected


def test_the_clock_of_a_platform_in_use_does_not_move(client: Client, settings: Settings) -> None:
    settings.TIME_MACHINE = False
    answer = client.post(reverse("identity:clock"), {"step": "hour"})
    assert answer.status_code == 404


def test_the_language_is_kept_in_a_cookie(client: Client, settings: Settings) -> None:
    answer = client.post(reverse("identity:language"), {"language": "en", "next": "/x/"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert answer.headers["Location"] == "/x/"
    answer = client.post(reverse("identity:language"), {"language": "xx"})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies

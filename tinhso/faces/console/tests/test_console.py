"""The console: for operators, with the second factor, and for nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.identity.models import Account
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.outbox.models import Job

pytestmark = pytest.mark.django_db

Login = Callable[..., Account]
PAGES = ("home", "dead_letters", "notices", "peers", "clock")


@pytest.mark.parametrize("page", PAGES)
def test_the_operator_sees_every_page(client: Client, login: Login, page: str) -> None:
    login(client, "operator")
    assert client.get(reverse(f"console:{page}")).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "data"])
@pytest.mark.parametrize("who", ["mother", "clerk", "leader"])
def test_others_are_refused(client: Client, login: Login, page: str, who: str) -> None:
    login(client, who)
    assert client.get(reverse(f"console:{page}")).status_code == 403


@pytest.mark.parametrize("page", [*PAGES, "data"])
def test_a_stranger_is_led_to_the_sign_in_page(client: Client, page: str) -> None:
    answer = client.get(reverse(f"console:{page}"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_the_admin_has_no_door_of_its_own(client: Client) -> None:
    answer = client.get(reverse("admin:login"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_the_admin_is_behind_the_second_factor(client: Client, login: Login) -> None:
    login(client, "operator", second_factor=False)
    answer = client.get(reverse("admin:index"))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_the_operator_reaches_the_admin(client: Client, login: Login) -> None:
    login(client, "operator")
    assert client.get(reverse("admin:index")).status_code == 200


def test_dead_work_gets_a_new_life_and_the_journal_says_who_gave_it(
    client: Client, login: Login
) -> None:
    account = login(client, "operator")
    dead = Job.objects.create(
        name="x", key="x", due_at=clock.now(), dead_at=clock.now(), last_error="boom", attempts=20
    )
    page = client.get(reverse("console:dead_letters")).content.decode()
    assert "boom" in page
    client.post(reverse("console:retry", kwargs={"kind": "job", "pk": dead.pk}))
    dead.refresh_from_db()
    assert dead.dead_at is None
    entries = list(list_entries(Subject(kind="outbox-job", uid=str(dead.pk))))
    assert len(entries) == 1
    assert str(account.uid) in str(entries[0])


def test_an_unknown_kind_is_not_found(client: Client, login: Login) -> None:
    login(client, "operator")
    address = reverse("console:retry", kwargs={"kind": "event", "pk": 1})
    assert client.post(address).status_code == 404

"""Fixtures for every room's tests: the cast, with accounts and posts, and a way to sign them in."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from .cast import CAST, Member
from .models import Account, Person
from .selectors import find_account_by_username, find_person, official_actor
from .types import Actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Cast(SimpleNamespace):
    """The people of the demonstration, present in this test's database."""

    def member(self, key: str) -> Member:
        return CAST[key]

    def account(self, key: str) -> Account:
        member = CAST[key]
        if member.is_citizen:
            return Account.objects.get(
                person__national_id=member.national_id, kind=Account.Kind.CITIZEN
            )
        found = find_account_by_username(member.username)
        assert found is not None
        return found

    def person(self, key: str) -> Person:
        found = find_person(CAST[key].national_id)
        assert found is not None
        return found

    def actor(self, key: str) -> Actor:
        """Return the member as services take it, officials in their post of today."""
        account = self.account(key)
        if account.kind == Account.Kind.OFFICIAL:
            return official_actor(account)
        return Actor(account=account)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001
    from .seeds import seed_cast

    seed_cast()
    return Cast()


@pytest.fixture
def login(cast: Cast) -> Callable[[Client, str], Account]:
    """Sign a member in: `login(client, "clerk")`, second factor passed, as after the real pages."""

    def sign_in(client: Client, key: str, *, second_factor: bool = True) -> Account:
        account = cast.account(key)
        client.force_login(account, backend=BACKEND)
        session = client.session
        method = {"method": "password", "at": 0}
        if account.kind == Account.Kind.CITIZEN:
            method = {"method": "socialaccount", "at": 0, "provider": "vneid"}
        session["account_authentication_methods"] = [method]
        session["account_authentication_methods_user"] = str(account.pk)
        if account.kind == Account.Kind.OFFICIAL and second_factor:
            from tinhso.foundation.kernel import clock

            session["account_authentication_methods"] = [
                method,
                {
                    "method": "mfa",
                    "type": "totp",
                    "at": clock.machine_now().timestamp(),
                    "reauthenticated": True,
                },
            ]
        session.save()
        return account

    return sign_in

"""Citizens come through VNeID, and through nothing else."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from werkzeug.test import Client as Browser

from sims import vneid as simulator
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.wire.testing import mount

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vneid() -> Iterator[None]:
    with mount("vneid", simulator.app):
        yield


def at_vneid(address: str, **choice: str) -> str:
    """Do what a citizen does at VNeID; return where it sends the browser back to."""
    asked = urlsplit(address)
    browser = Browser(simulator.app)
    page = browser.get(
        asked.path.removeprefix("/vneid"),
        query_string=asked.query,
        base_url=f"{asked.scheme}://{asked.netloc}/vneid",
    )
    assert page.status_code == 200
    sent = {name: values[0] for name, values in parse_qs(asked.query).items()}
    answer = browser.post(
        "/authorize", data={**sent, **choice}, base_url=f"{asked.scheme}://{asked.netloc}/vneid"
    )
    return answer.headers.get("Location", "")


def sign_in(client: Client, number: str, **more: str) -> Any:
    start = client.post(reverse("openid_connect_login", kwargs={"provider_id": "vneid"}), more)
    assert start.status_code == 302
    back = at_vneid(start.headers["Location"], choice=number)
    said = urlsplit(back)
    return client.get(f"{said.path}?{said.query}")


def test_a_citizen_signs_in_with_vneid_for_the_first_time(client: Client) -> None:
    answer = sign_in(client, "099196000017")
    assert answer.status_code == 302
    person = Person.objects.get(national_id="099196000017")
    assert person.full_name == "Trần Thị Quỳnh Như"
    assert person.born_on is not None
    assert person.born_on.isoformat() == "1996-03-12"
    account = Account.objects.get(person=person)
    assert account.kind == "citizen"
    assert not account.has_usable_password()
    page = client.get(reverse("identity:overview")).content.decode()
    assert "Trần Thị Quỳnh Như" in page
    assert "099196000017" not in page


def test_the_request_uses_pkce_and_asks_for_nothing_but_the_identity(client: Client) -> None:
    start = client.post(reverse("openid_connect_login", kwargs={"provider_id": "vneid"}))
    asked = parse_qs(urlsplit(start.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]


def test_the_known_person_is_found_by_national_id(cast: Cast, client: Client) -> None:
    before = cast.account("mother").pk
    sign_in(client, "099196000017")
    assert client.session["_auth_user_id"] == str(before)
    assert SocialAccount.objects.get(user_id=before).provider == "vneid"


def test_signing_in_twice_makes_one_person_and_one_account() -> None:
    for _ in range(2):
        sign_in(Client(), "099094000023")
    assert Person.objects.filter(national_id="099094000023").count() == 1
    assert Account.objects.filter(person__national_id="099094000023").count() == 1
    assert SocialAccount.objects.count() == 1


def test_a_changed_name_replaces_the_old_one(cast: Cast, client: Client) -> None:
    person = cast.person("mother")
    person.rename("Tên Cũ")
    person.save()
    sign_in(client, "099196000017")
    person.refresh_from_db()
    assert person.full_name == "Trần Thị Quỳnh Như"
    assert cast.account("mother").display_name == "Trần Thị Quỳnh Như"


def test_another_sub_for_the_same_number_is_the_same_person(cast: Cast, client: Client) -> None:
    SocialAccount.objects.create(user=cast.account("mother"), provider="vneid", uid="older-sub")
    sign_in(client, "099196000017")
    assert client.session["_auth_user_id"] == str(cast.account("mother").pk)


def test_level_one_is_refused_with_a_page_that_says_what_to_do(client: Client) -> None:
    answer = sign_in(client, "099196000091")
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session
    assert not Person.objects.filter(national_id="099196000091").exists()


def test_an_organisation_is_refused(client: Client) -> None:
    answer = sign_in(client, "099196000092")
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


def test_cancelling_at_vneid_signs_nobody_in(client: Client) -> None:
    answer = sign_in(client, "cancel")
    assert answer.status_code in {200, 302}
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once(client: Client) -> None:
    start = client.post(reverse("openid_connect_login", kwargs={"provider_id": "vneid"}))
    said = urlsplit(at_vneid(start.headers["Location"], choice="099196000017"))
    client.get(f"{said.path}?{said.query}")
    other = Client()
    answer = other.get(f"{said.path}?{said.query}")
    assert "_auth_user_id" not in other.session
    assert answer.status_code in {200, 302, 401}


def test_signing_out_ends_the_session_at_vneid_too(client: Client) -> None:
    sign_in(client, "099196000017")
    answer = client.post(reverse("account_logout"))
    assert "/vneid/logout?post_logout_redirect_uri=" in answer.headers["Location"]
    assert "_auth_user_id" not in client.session


def test_a_foreign_sign_out_address_is_not_followed(client: Client) -> None:
    sign_in(client, "099196000017")
    link = SocialAccount.objects.get()
    link.extra_data["userinfo"]["logoutUri"] = "https://elsewhere.example/out"
    link.save()
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Location"] == "/"


def test_a_forged_token_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    start = client.post(reverse("openid_connect_login", kwargs={"provider_id": "vneid"}))
    said = urlsplit(at_vneid(start.headers["Location"], choice="099196000017"))
    kid, published = simulator._kid(), Browser(simulator.app).get("/jwks").get_json()
    monkeypatch.setattr(simulator, "_key", lambda: forger)
    monkeypatch.setattr(simulator, "_kid", lambda: kid)
    monkeypatch.setattr(simulator, "_jwks", lambda _: simulator._json(published))
    client.get(f"{said.path}?{said.query}")
    assert "_auth_user_id" not in client.session


def test_vneid_being_away_is_said_plainly(client: Client) -> None:
    def away(environ: Any, start_response: Any) -> Any:
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b""]

    with mount("vneid", away):
        answer = client.post(reverse("openid_connect_login", kwargs={"provider_id": "vneid"}))
    assert answer.status_code == 503
    assert "_auth_user_id" not in client.session

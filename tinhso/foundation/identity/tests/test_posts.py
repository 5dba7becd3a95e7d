"""Posts held, posts lent, and the one in which an official acts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tinhso.foundation.identity import selectors, services
from tinhso.foundation.identity.models import Account, Delegation, PostHolding
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden

pytestmark = pytest.mark.django_db

Login = Callable[..., Account]


def lend(cast: Cast, *, scope: tuple[str, ...] = (), days: int = 10) -> Delegation:
    post = cast.actor("chairman").post
    assert post is not None
    today = clock.today()
    return services.delegate_post(
        post,
        cast.account("officer"),
        scope=scope,
        from_on=today,
        to_on=today + timedelta(days=days),
        legal_basis="Quyết định ủy quyền số 12/QĐ-UBND",
    )


def test_a_holding_that_ended_gives_no_role(cast: Cast) -> None:
    PostHolding.objects.filter(account=cast.account("clerk")).update(
        from_on=date(2025, 7, 1), to_on=clock.today() - timedelta(days=1)
    )
    clerk = cast.actor("clerk")
    assert clerk.is_official
    assert clerk.post is None
    assert not clerk.has_role("intake_clerk")
    assert clerk.agency_code == ""


def test_the_last_day_of_a_post_still_counts(cast: Cast) -> None:
    PostHolding.objects.filter(account=cast.account("clerk")).update(to_on=clock.today())
    assert cast.actor("clerk").has_role("intake_clerk")


def test_a_lent_post_acts_with_its_role_and_names_the_delegation(cast: Cast) -> None:
    delegation = lend(cast)
    account = cast.account("officer")
    codes = [hat.code for hat in selectors.list_hats(account)]
    assert codes[-1] == f"delegation:{delegation.uid}"
    own = selectors.official_actor(account)
    assert own.role == "civil_status_officer"
    acting = selectors.official_actor(account, hat_code=codes[-1])
    assert acting.has_role("agency_head", "H99.112")
    assert acting.who.delegation == str(delegation.uid)


def test_a_narrow_delegation_lends_no_more_than_its_scope(cast: Cast) -> None:
    delegation = lend(cast, scope=("birth_registration.sign",))
    acting = selectors.official_actor(
        cast.account("officer"), hat_code=f"delegation:{delegation.uid}"
    )
    assert not acting.has_role("agency_head")
    assert acting.may("birth_registration.sign")
    assert not acting.may("death_registration.sign")


def test_a_delegation_ends_by_itself(cast: Cast) -> None:
    lend(cast, days=3)
    later = clock.today() + timedelta(days=4)
    assert len(selectors.list_hats(cast.account("officer"), on=later)) == 1


def test_powers_are_lent_to_officials_only_and_on_a_decision(cast: Cast) -> None:
    post = cast.actor("chairman").post
    assert post is not None
    day = clock.today()
    with pytest.raises(Forbidden):
        services.delegate_post(
            post, cast.account("mother"), from_on=day, to_on=day, legal_basis="x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        services.delegate_post(
            post, cast.account("officer"), from_on=day, to_on=day, legal_basis=""
        )


def test_an_official_chooses_the_post_for_the_session(
    cast: Cast, client: Client, login: Login
) -> None:
    delegation = lend(cast)
    login(client, "officer")
    page = client.get(reverse("identity:choose_post"))
    assert page.status_code == 200
    answer = client.post(
        reverse("identity:choose_post"), {"hat": f"delegation:{delegation.uid}", "next": "/x/"}
    )
    assert answer.headers["Location"] == "/x/"
    actor = client.get(reverse("identity:overview")).wsgi_request.actor  # type: ignore[attr-defined]
    assert actor.role == "agency_head"


def test_nobody_takes_a_post_that_is_not_theirs(cast: Cast, client: Client, login: Login) -> None:
    login(client, "clerk")
    post = PostHolding.objects.get(account=cast.account("chairman"))
    answer = client.post(reverse("identity:choose_post"), {"hat": f"holding:{post.uid}"})
    assert answer.status_code == 403
    actor = client.get(reverse("identity:overview")).wsgi_request.actor  # type: ignore[attr-defined]
    assert actor.role == "intake_clerk"


def test_the_way_back_never_leaves_the_site(cast: Cast, client: Client, login: Login) -> None:
    login(client, "clerk")
    holding = PostHolding.objects.get(account=cast.account("clerk"))
    answer = client.post(
        reverse("identity:choose_post"),
        {"hat": f"holding:{holding.uid}", "next": "https://elsewhere.example/"},
    )
    assert answer.headers["Location"].startswith("/")


def test_holders_of_a_role_are_found(cast: Cast) -> None:
    assert selectors.list_holders("agency_head", "H99.112") == [cast.account("chairman")]
    assert selectors.list_holders("agency_head", "H99.101") == []


def test_a_citizen_account_can_never_be_staff(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=cast.account("mother").pk).update(is_staff=True)

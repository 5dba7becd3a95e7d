"""The demonstration's people: the same every time, with telephones that show their codes."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator

from sims import phone
from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity import seeds, services
from tinhso.foundation.identity.cast import CAST
from tinhso.foundation.identity.models import Account, PostHolding
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import text

pytestmark = pytest.mark.django_db


def test_every_commune_gets_three_officials_once(cast: Cast) -> None:
    for number in (201, 202):
        name = f"Ủy ban nhân dân xã {number}"
        Agency.objects.create(
            code=f"H99.{number}", name_vi=name, name_en=name, level="commune",
            valid_from=seeds.SINCE, folded=text.fold(name), sort_key=text.sort_key(name),
        )  # fmt: skip
    made = seeds.seed_commune_officials()
    # Two new communes in full; the two of the cast lack two officials, and one has all three.
    assert made == 2 * 3 + 2
    assert seeds.seed_commune_officials() == 0
    head = Account.objects.get(username="agency_head.H99.201")
    assert PostHolding.objects.get(account=head).post.role == "agency_head"
    assert Authenticator.objects.filter(user=head).count() == 1


def test_seeding_the_cast_twice_changes_nothing(cast: Cast) -> None:
    before = Account.objects.count(), PostHolding.objects.count(), Authenticator.objects.count()
    seeds.seed_cast()
    after = Account.objects.count(), PostHolding.objects.count(), Authenticator.objects.count()
    assert before == after == (10, 6, 6)


def test_names_are_vietnamese_and_always_the_same() -> None:
    assert seeds.invent_name("intake_clerk.H99.201") == seeds.invent_name("intake_clerk.H99.201")
    names = {seeds.invent_name(f"x{number}") for number in range(200)}
    assert len(names) > 150
    assert all(len(name.split()) == 3 for name in names)


def test_the_telephone_shows_the_code_that_the_platform_takes(cast: Cast) -> None:
    path = seeds.write_phones()
    said = {row["username"]: row for row in json.loads(path.read_text())["officials"]}
    assert said["khoa.dm"]["name"] == CAST["chairman"].name
    code = phone.totp(said["khoa.dm"]["secret"], time.time())
    services.confirm_with_second_factor(cast.actor("chairman"), code)

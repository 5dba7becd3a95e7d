"""Who acts, and with which rights."""

from datetime import date

from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.identity.types import Actor


def test_the_clerk_acts_at_her_commune(cast: Cast) -> None:
    clerk = cast.actor("clerk")
    assert clerk.is_official
    assert clerk.agency_code == "H99.112"
    assert clerk.has_role("intake_clerk")
    assert clerk.has_role("intake_clerk", "H99.112")
    assert not clerk.has_role("intake_clerk", "H99.101")
    assert not clerk.has_role("agency_head")
    assert clerk.who.agency == "H99.112"
    assert clerk.who.name == "Lê Thị Ánh Nguyệt"


def test_a_citizen_has_a_person_and_no_role(cast: Cast) -> None:
    mother = cast.actor("mother")
    assert mother.is_citizen
    assert mother.person is not None
    assert mother.person.national_id == "099196000017"
    assert mother.person.born_on == date(1996, 3, 12)
    assert not mother.has_role("intake_clerk")
    assert mother.who.kind == "citizen"


def test_nobody_is_nobody() -> None:
    nobody = Actor.anonymous()
    assert nobody.is_anonymous
    assert nobody.who.kind == "anonymous"
    assert not nobody.has_role("")

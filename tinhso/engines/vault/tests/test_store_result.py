"""Results come into the vault, are found by their code, and end."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.engines.vault import selectors, services
from tinhso.engines.vault.codes import ALPHABET, new_result_code, read_result_code
from tinhso.engines.vault.models import Item, ItemOwner
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import Conflict, Invalid, NotFound
from tinhso.foundation.kernel.types import SYSTEM

from .samples import FATHER, MOTHER, store, stored_pdf


@pytest.mark.django_db
def test_both_parents_hold_the_childs_paper_and_nobody_else(cast: Cast) -> None:
    item = store()
    for key in ("mother", "father"):
        assert list(selectors.list_items(cast.actor(key))) == [item]
        assert selectors.access_item(cast.actor(key), str(item.uid)) == item
    for key in ("stranger", "grandmother", "clerk", "officer", "chairman", "operator"):
        assert not selectors.list_items(cast.actor(key)).exists()
        with pytest.raises(NotFound):
            selectors.access_item(cast.actor(key), item.uid)
    with pytest.raises(NotFound):
        selectors.access_item(Actor.anonymous(), item.uid)


@pytest.mark.django_db
@pytest.mark.parametrize("uid", ["", "x", "00000000-0000-0000-0000-000000000000", None])
def test_what_is_no_item_is_not_found(cast: Cast, uid: object) -> None:
    with pytest.raises(NotFound):
        selectors.access_item(cast.actor("mother"), uid)


@pytest.mark.django_db
def test_storing_the_same_result_again_changes_nothing() -> None:
    code, file = new_result_code(), stored_pdf()
    first = store(code=code, file_uid=str(file.uid))
    assert store(code=code, file_uid=str(file.uid)) == first
    assert (Item.objects.count(), ItemOwner.objects.count()) == (1, 2)
    with pytest.raises(Conflict):
        store(code=code)


@pytest.mark.django_db
def test_a_result_needs_an_owner_a_file_and_a_code_of_ours() -> None:
    with pytest.raises(Invalid):
        store(owner_national_ids=["", ""])
    with pytest.raises(Invalid):
        store(code="1234")
    with pytest.raises(NotFound):
        store(file_uid="00000000-0000-0000-0000-000000000000")
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_a_parent_named_twice_holds_the_paper_once() -> None:
    item = store(owner_national_ids=[MOTHER, MOTHER, FATHER])
    assert item.owners.count() == 2


@pytest.mark.django_db
def test_the_day_of_issue_is_the_day_in_viet_nam() -> None:
    assert store().issued_on.isoformat() == "2026-08-14"


@pytest.mark.django_db
def test_a_code_shows_issuer_date_status_and_masked_name() -> None:
    item = store()
    found = selectors.find_public(item.result_code.lower().replace("-", " "))
    assert found is not None
    assert found.issuer["vi"] == "Ủy ban nhân dân xã Hạc Lâm"
    assert (found.masked_name, found.status) == ("Nguyễn T. M. K.", "valid")
    assert not hasattr(found, "signer")
    assert selectors.find_public(new_result_code()) is None
    assert selectors.find_public("") is None


@pytest.mark.django_db
def test_a_revoked_or_replaced_result_says_so_everywhere() -> None:
    old, other, new = store(), store(), store()
    services.revoke_result(SYSTEM, str(old.uid), reason="Cấp sai đối tượng")
    services.replace_result(SYSTEM, str(other.uid), by=new, reason="Cải chính họ tên")
    shown = [selectors.find_public(item.result_code) for item in (old, other, new)]
    assert [one.status for one in shown if one] == ["revoked", "replaced", "valid"]
    assert shown[0] is not None
    assert shown[0].changed_on is not None
    with pytest.raises(Conflict):
        services.revoke_result(SYSTEM, str(old.uid), reason="again")
    with pytest.raises(NotFound):
        services.revoke_result(SYSTEM, "00000000-0000-0000-0000-000000000000", reason="x")


def test_codes_have_eighty_random_bits() -> None:
    codes = {new_result_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {19}
    assert set("".join(codes)) - {"-"} == set(ALPHABET)


@given(st.text(alphabet=ALPHABET, min_size=16, max_size=16), st.booleans(), st.sampled_from(" -–"))
def test_a_code_is_read_however_it_is_typed(bare: str, lower: bool, dash: str) -> None:
    code = "-".join(bare[i : i + 4] for i in range(0, 16, 4))
    typed = code.replace("-", dash).replace("0", "O").replace("1", "l")
    assert read_result_code(typed.lower() if lower else typed) == code


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_code_or_nothing(typed: str) -> None:
    said = read_result_code(typed)
    assert said is None or read_result_code(said) == said


def test_a_verdict_speaks_the_readers_language() -> None:
    from django.utils import translation

    verdict: dict[str, Any] = {
        "summary": ["Plain.", {"code": "vault.status.revoked"}, ("vault.status.valid", {})]
    }
    with translation.override("en"):
        assert selectors.verdict_sentences(verdict) == ("Plain.", "Revoked", "Valid")
    assert selectors.verdict_sentences({}) == ()

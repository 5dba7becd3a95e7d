"""Signing: what was shown, with a code of this moment, all of it or none."""

import pytest

from tinhso.engines.signing.models import SignatureRequest
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany
from tinhso.systems.cases import selectors
from tinhso.systems.cases.models import TimelineItem
from tinhso.systems.cases.services import ask_for_signatures
from tinhso.systems.cases.types import Step

from .factories import accepted, approved, drafted, fresh_code, issue_certificate

pytestmark = pytest.mark.django_db


def test_the_leader_is_shown_the_document_with_its_digest(province: Cast) -> None:
    case = drafted(province)
    (paper,) = selectors.list_to_sign(province.actor("chairman"))
    assert (paper.uid, paper.code) == (str(case.uid), case.code)
    assert paper.sha256 == case.draft_result_sha256
    assert len(paper.sha256) == 64
    assert selectors.count_to_sign(province.actor("chairman")) == 1
    for key in ("clerk", "officer", "other_clerk"):
        assert selectors.count_to_sign(province.actor(key)) == 0
        with pytest.raises(Forbidden):
            selectors.list_to_sign(province.actor(key))


def test_a_fresh_code_approves_the_document(province: Cast) -> None:
    case = approved(province)
    asked = SignatureRequest.objects.get()
    assert asked.sha256 == case.draft_result_sha256
    assert case.signature_request == str(asked.uid)
    assert case.step == Step.SIGN, "the worker signs, not the web process"
    assert selectors.list_to_sign(province.actor("chairman")) == []


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "12345", "１２３４５６"])
def test_without_a_right_code_nothing_is_approved(province: Cast, code: str) -> None:
    issue_certificate()
    case = drafted(province)
    with pytest.raises(Invalid) as refused:
        ask_for_signatures(
            province.actor("chairman"), {str(case.uid): case.draft_result_sha256}, code
        )
    assert refused.value.problems[0].field == "code"
    assert not SignatureRequest.objects.exists()


def test_a_code_is_good_for_one_act(province: Cast) -> None:
    issue_certificate()
    first, second = drafted(province), drafted(province)
    code, chairman = fresh_code("chairman"), province.actor("chairman")
    ask_for_signatures(chairman, {str(first.uid): first.draft_result_sha256}, code)
    with pytest.raises(Invalid):
        ask_for_signatures(chairman, {str(second.uid): second.draft_result_sha256}, code)
    assert SignatureRequest.objects.count() == 1


def test_guessing_codes_is_stopped(province: Cast) -> None:
    case = drafted(province)
    shown = {str(case.uid): case.draft_result_sha256}
    for _ in range(5):
        with pytest.raises(Invalid):
            ask_for_signatures(province.actor("chairman"), shown, "000000")
    with pytest.raises(TooMany):
        ask_for_signatures(province.actor("chairman"), shown, fresh_code("chairman"))


def test_another_document_than_the_one_shown_is_refused(province: Cast) -> None:
    issue_certificate()
    case = drafted(province)
    with pytest.raises(Conflict) as refused:
        ask_for_signatures(
            province.actor("chairman"), {str(case.uid): "0" * 64}, fresh_code("chairman")
        )
    assert refused.value.code == "cases.changed_since"
    assert not SignatureRequest.objects.exists()


def test_one_changed_document_refuses_the_whole_batch(province: Cast) -> None:
    issue_certificate()
    good, changed = drafted(province), drafted(province)
    shown = {str(good.uid): good.draft_result_sha256, str(changed.uid): "0" * 64}
    with pytest.raises(Conflict):
        ask_for_signatures(province.actor("chairman"), shown, fresh_code("chairman"))
    assert not SignatureRequest.objects.exists()
    good.refresh_from_db()
    assert good.signature_request == ""
    assert not TimelineItem.objects.filter(code="cases.signature_asked").exists()


def test_several_documents_need_one_code(province: Cast) -> None:
    issue_certificate()
    cases = [drafted(province) for _ in range(3)]
    shown = {str(case.uid): case.draft_result_sha256 for case in cases}
    signed = ask_for_signatures(province.actor("chairman"), shown, fresh_code("chairman"))
    assert len(signed) == SignatureRequest.objects.count() == 3


def test_a_second_press_changes_nothing(province: Cast) -> None:
    case = approved(province)
    shown = {str(case.uid): case.draft_result_sha256}
    (again,) = ask_for_signatures(province.actor("chairman"), shown, fresh_code("chairman", 1))
    assert again.signature_request == case.signature_request
    assert SignatureRequest.objects.count() == 1
    assert TimelineItem.objects.filter(code="cases.signature_asked").count() == 1


def test_nothing_chosen_is_said_before_a_code_is_spent(province: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        ask_for_signatures(province.actor("chairman"), {}, fresh_code("chairman"))
    assert refused.value.problems[0].code == "cases.nothing_chosen"


def test_a_case_with_nothing_to_sign_is_refused(province: Cast) -> None:
    case = accepted(province)
    with pytest.raises(Conflict):
        ask_for_signatures(province.actor("chairman"), {str(case.uid): ""}, fresh_code("chairman"))


def test_only_the_head_of_the_office_signs(province: Cast) -> None:
    case = drafted(province)
    shown = {str(case.uid): case.draft_result_sha256}
    for key in ("officer", "clerk", "leader"):
        with pytest.raises(Forbidden):
            ask_for_signatures(province.actor(key), shown, fresh_code(key))
    with pytest.raises(NotFound):
        ask_for_signatures(province.actor("other_clerk"), shown, fresh_code("other_clerk"))
    with pytest.raises(Forbidden):
        ask_for_signatures(province.actor("mother"), shown, "000000")
    assert not SignatureRequest.objects.exists()

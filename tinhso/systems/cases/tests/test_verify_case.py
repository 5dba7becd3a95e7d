"""Verifying: the civil-status official decides, and the worker enters the birth."""

import pytest

from tinhso.engines.workflow import selectors as workflow
from tinhso.foundation.audit.models import Read
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, NotFound
from tinhso.foundation.outbox import worker
from tinhso.systems.cases import services
from tinhso.systems.cases.checks import check_against_register
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus import selectors as civilstatus
from tinhso.systems.civilstatus.models import Entry, Submission

from .factories import accepted, submitted, verified

pytestmark = pytest.mark.django_db


def test_verifying_orders_the_entry_with_the_facts_of_the_answers(province: Cast) -> None:
    case = verified(province)
    assert (case.status, case.step) == (Status.PROCESSING, Step.ENTER)
    assert case.verified_by["name"] == "Võ Văn Quyền"
    proposed = Submission.objects.get(subject_uid=str(case.uid))
    assert proposed.case_code == case.code
    assert proposed.data["child"]["full_name"] == "Nguyễn Trần Minh Khuê"
    assert proposed.data["mother"]["national_id"] == "099196000017"
    assert proposed.data["mother"]["residence"] == "Thôn Đông Hạc, Xã Hạc Lâm, tỉnh An Bình"
    assert proposed.data["applicant"]["relation"] == "mẹ"
    assert not Entry.objects.exists(), "the register is written by the worker"


def test_the_worker_enters_the_birth_and_the_leader_is_asked(province: Cast) -> None:
    case = verified(province)
    worker.drain()
    case.refresh_from_db()
    entry = civilstatus.get_entry_for(case.subject)
    assert entry.child_name == "Nguyễn Trần Minh Khuê"
    assert len(entry.personal_number) == 12
    assert case.step == Step.SIGN
    assert case.draft_result_file
    assert [task.node for task in workflow.open_tasks(case.subject)] == ["sign"]


@pytest.mark.parametrize("key", ["clerk", "chairman", "mother"])
def test_another_post_may_not_verify(province: Cast, key: str) -> None:
    case = accepted(province)
    with pytest.raises(Forbidden):
        services.verify_case(province.actor(key), str(case.uid))
    assert not Submission.objects.exists()


def test_another_office_may_not_verify(province: Cast) -> None:
    case = accepted(province)
    for key in ("other_clerk", "stranger"):
        with pytest.raises((Forbidden, NotFound)):
            services.verify_case(province.actor(key), str(case.uid))


def test_only_an_accepted_case_is_verified_and_only_once(province: Cast) -> None:
    fresh = submitted(province)
    with pytest.raises(Conflict):
        services.verify_case(province.actor("officer"), str(fresh.uid))
    case = verified(province)
    with pytest.raises(Conflict):
        services.verify_case(province.actor("officer"), str(case.uid))
    assert Submission.objects.count() == 1


def test_the_parents_are_compared_with_the_population_register(province: Cast) -> None:
    case = accepted(province)
    before = Read.objects.count()
    checks = check_against_register(province.actor("officer"), case)
    assert [check.state for check in checks] == ["ok", "ok", "ok"]
    reads = Read.objects.order_by("pk")[before:]
    assert {read.purpose for read in reads} == {"birth_registration.verify"}
    assert {read.subject_uid for read in reads} == {str(case.uid)}


def test_a_name_that_is_not_the_registers_is_for_a_person_to_look_at(province: Cast) -> None:
    case = accepted(province, father__full_name="Nguyễn Đức Thành")
    states = [c.state for c in check_against_register(province.actor("officer"), case)]
    assert states == ["ok", "look", "ok"]


@pytest.mark.parametrize(("last", "state"), [("98", "look"), ("99", "wait"), ("00", "look")])
def test_a_register_that_refuses_or_is_silent_stops_nobody(
    province: Cast, last: str, state: str
) -> None:
    case = accepted(province, father__national_id=f"0990940000{last}")
    checks = check_against_register(province.actor("officer"), case)
    assert checks[1].state == state
    services.verify_case(province.actor("officer"), str(case.uid))

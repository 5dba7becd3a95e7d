"""Returning: where a paper was wanted, the clerk hands it over; else the vault is the return."""

import pytest

from tinhso.engines.workflow import selectors as workflow
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, NotFound
from tinhso.foundation.outbox import worker
from tinhso.foundation.outbox.models import Event
from tinhso.systems.cases import selectors
from tinhso.systems.cases.services import return_result
from tinhso.systems.cases.types import Status, Step

from .factories import DEMO_DAY, drafted, issued

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("delivery", "address"),
    [("counter", None), ("post", "Thôn Đông Hạc, Xã Hạc Lâm, tỉnh An Bình")],
)
def test_a_wanted_paper_waits_to_be_handed_over(
    province: Cast, delivery: str, address: str | None
) -> None:
    more = {"result__address": address} if address else {}
    case = issued(province, result__delivery=delivery, **more)
    assert (case.status, case.step) == (Status.FINISHED, Step.RETURN)
    assert [task.node for task in workflow.open_tasks(case.subject)] == ["return"]
    queue = selectors.list_queue(province.actor("clerk"), tab="handover")
    assert [row.code for row in queue.rows] == [case.code]


def test_handing_over_ends_the_case(province: Cast) -> None:
    case = issued(province, result__delivery="counter")
    clock.set_clock(clock.at(DEMO_DAY, 14), frozen=True)
    returned = return_result(province.actor("clerk"), str(case.uid))
    assert (returned.status, returned.step) == (Status.RETURNED, Step.NONE)
    assert returned.returned_at == clock.at(DEMO_DAY, 14)
    assert returned.finished_at == clock.at(DEMO_DAY, 9)
    assert workflow.open_tasks(case.subject) == []
    event = Event.objects.get(name="cases.ResultReturned")
    assert event.payload["is_on_time"] is True
    worker.drain()
    last = selectors.timeline(returned, public_only=True)[-1]
    assert last.code == "cases.returned"
    assert "Lê Thị Ánh Nguyệt" in last.by


def test_it_is_handed_over_once_and_only_when_there_is_a_result(province: Cast) -> None:
    early = drafted(province, result__delivery="counter")
    with pytest.raises(Conflict):
        return_result(province.actor("clerk"), str(early.uid))
    case = issued(province, result__delivery="counter")
    return_result(province.actor("clerk"), str(case.uid))
    with pytest.raises(Conflict):
        return_result(province.actor("clerk"), str(case.uid))
    assert Event.objects.filter(name="cases.ResultReturned").count() == 1


def test_only_the_clerk_of_the_office_hands_over(province: Cast) -> None:
    case = issued(province, result__delivery="counter")
    for key in ("officer", "chairman", "leader", "mother"):
        with pytest.raises(Forbidden):
            return_result(province.actor(key), str(case.uid))
    for key in ("other_clerk", "father", "stranger"):
        with pytest.raises(NotFound):
            return_result(province.actor(key), str(case.uid))

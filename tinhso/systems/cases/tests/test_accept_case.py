"""Accepting: the clerk of the office takes the case in, and its own clock starts then."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.engines.workflow import selectors as workflow
from tinhso.foundation.calendars import deadlines
from tinhso.foundation.calendars import seeds as calendar_seeds
from tinhso.foundation.calendars.types import Limit, LimitUnit
from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.identity.selectors import official_actor
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, NotFound
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.outbox import worker
from tinhso.systems.cases import services
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import Status, Step

from .factories import DEMO_DAY, submitted

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 8, 14)


def accept_at(cast: Cast, hour: int, minute: int = 0, **marks: bool) -> Case:
    case = submitted(cast)
    clock.set_clock(clock.at(DEMO_DAY, hour, minute), frozen=True)
    return services.accept_case(cast.actor("clerk"), str(case.uid), **marks)


def test_the_clock_of_the_procedure_starts_at_acceptance(province: Cast) -> None:
    case = accept_at(province, 10, 15)
    assert case.accepted_at == clock.at(DEMO_DAY, 10, 15)
    assert case.due_at == clock.at(DEMO_DAY, 17)
    assert (case.status, case.step) == (Status.ACCEPTED, Step.VERIFY)
    assert case.step_since == case.accepted_at
    assert case.accepted_by["name"] == "Lê Thị Ánh Nguyệt"


def test_the_due_moment_is_derived_in_sentences(province: Cast) -> None:
    case = accept_at(province, 10)
    limit = Limit(number=case.edition.limit_number, unit=LimitUnit(case.edition.limit_unit))
    assert case.accepted_at is not None
    assert case.derivation == deadlines.compute_deadline(limit, case.accepted_at).as_json()
    assert case.derivation["steps"]
    for step in case.derivation["steps"]:
        sentence = say(step["code"], step.get("params"))
        assert sentence
        assert sentence != step["code"]


def test_after_three_the_day_is_kept_unless_the_clerk_marks_it(province: Cast) -> None:
    """Received after 15:00 and not solvable at once: the next working day, by permission only."""
    assert accept_at(province, 15, 30).due_at == clock.at(DEMO_DAY, 17)


def test_after_three_a_marked_case_is_due_on_the_next_working_day(province: Cast) -> None:
    late = accept_at(province, 15, 30, not_solvable_at_once=True)
    assert late.due_at is not None
    assert clock.local(late.due_at).date() == FRIDAY


def test_before_three_the_mark_gives_no_extra_day(province: Cast) -> None:
    assert accept_at(province, 14, 59, not_solvable_at_once=True).due_at == clock.at(DEMO_DAY, 17)


@pytest.mark.parametrize("key", ["officer", "chairman"])
def test_another_post_of_the_office_may_not_accept(province: Cast, key: str) -> None:
    case = submitted(province)
    with pytest.raises(Forbidden):
        services.accept_case(province.actor(key), str(case.uid))


@pytest.mark.parametrize("key", ["other_clerk", "stranger", "operator"])
def test_to_another_office_the_case_does_not_exist(province: Cast, key: str) -> None:
    case = submitted(province)
    with pytest.raises((Forbidden, NotFound)):
        services.accept_case(province.actor(key), str(case.uid))
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED


def test_the_applicant_and_the_leader_see_it_but_may_not_accept(province: Cast) -> None:
    case = submitted(province)
    for key in ("mother", "leader"):
        with pytest.raises(Forbidden):
            services.accept_case(province.actor(key), str(case.uid))


def test_nobody_accepts_their_own_case(province: Cast) -> None:
    case = submitted(province)
    account = province.account("clerk")
    account.person = province.person("mother")
    clerk = official_actor(account)
    with pytest.raises(Forbidden) as refused:
        services.accept_case(clerk, str(case.uid))
    assert refused.value.code == "cases.own_case"


def test_a_case_is_accepted_once(province: Cast) -> None:
    case = submitted(province)
    services.accept_case(province.actor("clerk"), str(case.uid))
    with pytest.raises(Conflict):
        services.accept_case(province.actor("clerk"), str(case.uid))
    assert workflow.open_tasks(case.subject)[0].node == "verify"


def test_acceptance_prints_the_receipt_and_tells_the_applicant(province: Cast) -> None:
    case = submitted(province)
    services.accept_case(province.actor("clerk"), str(case.uid))
    worker.drain()
    case.refresh_from_db()
    assert read_file(get_file(case.receipt_file)).startswith(b"%PDF")


def test_an_unknown_case_is_not_found(province: Cast) -> None:
    for uid in ("0b8f0d3e-5f0e-4d1e-9d37-8b7a6a3b4c2d", "nonsense", ""):
        with pytest.raises(NotFound):
            services.accept_case(province.actor("clerk"), uid)


@given(minutes=st.integers(0, 24 * 60 - 1))
def test_a_same_day_limit_is_never_past_when_it_starts(minutes: int) -> None:
    start = clock.at(DEMO_DAY, minutes // 60, minutes % 60)
    due = deadlines.compute_deadline(Limit(number=1, unit=LimitUnit.IN_DAY), start).due_at
    assert due >= start


@pytest.fixture(autouse=True)
def _calendar(db: None) -> None:
    calendar_seeds.seed()

"""An office's queue: true counts, the nearest due moment first, found with or without marks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden
from tinhso.systems.cases import selectors
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import OPEN, Status, Step

from .factories import DEMO_DAY, accepted, submitted

pytestmark = pytest.mark.django_db

NEXT_DAY = clock.at(DEMO_DAY + timedelta(days=1), 9)


def copies(case: Case, number: int, **changes: Any) -> list[Case]:
    """Write `number` more cases like this one, each with its own code."""
    made = []
    start = Case.objects.count()
    for n in range(number):
        fresh = Case.objects.get(pk=case.pk)
        fresh.pk = None
        fresh.uid = type(fresh.uid)(int=start * 1000 + n + 1)
        fresh.code = f"H99.112-260813-{start + n + 1:04d}"
        fresh.draft_uid = f"copy-{start + n}"
        for name, value in changes.items():
            setattr(fresh, name, value)
        made.append(fresh)
    return Case.objects.bulk_create(made)


def counts(cast: Cast, key: str = "clerk", **filters: Any) -> dict[str, int]:
    queue = selectors.list_queue(cast.actor(key), **filters)
    return {tab.code: tab.count for tab in queue.tabs}


def test_each_tab_counts_what_it_lists(province: Cast) -> None:
    fresh, taken = submitted(province), accepted(province)
    copies(fresh, 2, intake_due_at=clock.at(DEMO_DAY, 8))
    copies(taken, 3, due_at=clock.at(DEMO_DAY, 8))
    copies(taken, 1, step=Step.RETURN, status=Status.FINISHED, finished_at=clock.now())
    copies(
        taken,
        4,
        step=Step.NONE,
        status=Status.RETURNED,
        finished_at=clock.now(),
        returned_at=clock.now(),
    )
    said = counts(province)
    assert said == {
        "mine": 3,
        "overdue": 5,
        "today": 1,
        "open": 7,
        "handover": 1,
        "done": 5,
    }
    for tab, number in said.items():
        queue = selectors.list_queue(province.actor("clerk"), tab=tab)
        assert len(queue.rows) == queue.total == number
    alarming = [t.code for t in selectors.list_queue(province.actor("clerk")).tabs if t.is_alarming]
    assert alarming == ["overdue"]


def test_my_step_is_the_step_of_my_post(province: Cast) -> None:
    submitted(province)
    accepted(province)
    for key, number in (("clerk", 1), ("officer", 1), ("chairman", 0)):
        assert counts(province, key)["mine"] == number
        assert selectors.count_my_step(province.actor(key)) == number


def test_the_nearest_due_moment_is_first_whichever_clock_runs(province: Cast) -> None:
    fresh, taken = submitted(province), accepted(province)
    late = copies(fresh, 1, intake_due_at=clock.at(DEMO_DAY, 8))[0]
    later = copies(taken, 1, due_at=NEXT_DAY + timedelta(days=3))[0]
    rows = selectors.list_queue(province.actor("clerk"), tab="open").rows
    assert [row.code for row in rows] == [late.code, taken.code, fresh.code, later.code]
    assert [row.due_kind for row in rows] == ["intake", "case", "intake", "case"]
    assert [row.is_overdue for row in rows] == [True, False, False, False]


def test_another_offices_cases_are_not_in_the_queue(province: Cast) -> None:
    submitted(province)
    assert set(counts(province, "other_clerk").values()) == {0}
    for key in ("mother", "leader", "operator"):
        with pytest.raises(Forbidden):
            selectors.list_queue(province.actor(key))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Quỳnh Như", 2),
        ("quynh nhu", 2),
        ("KHUÊ", 1),
        ("khue", 1),
        ("tran thi", 2),
        ("H99.112-260813-0001", 1),
        ("h99.112-260813", 2),
        ("0002", 1),
        ("  khue  ", 1),
        ("nobody", 0),
        ("%", 0),
        ("_", 0),
    ],
)
def test_a_person_or_a_code_is_found_with_and_without_marks(
    province: Cast, query: str, found: int
) -> None:
    submitted(province)
    submitted(province, child__given_name="Lam", child__middle_name="Hoài")
    queue = selectors.list_queue(province.actor("clerk"), tab="open", query=query)
    assert queue.total == len(queue.rows) == found
    assert counts(province, query=query)["open"] == found


def test_a_long_queue_comes_in_pages_without_loss(province: Cast) -> None:
    copies(submitted(province), 59)
    actor = province.actor("clerk")
    pages = [selectors.list_queue(actor, tab="open", page=n) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [25, 25, 10]
    codes = [row.code for page in pages for row in page.rows]
    assert len(set(codes)) == 60
    assert {page.pages for page in pages} == {3}
    assert selectors.list_queue(actor, tab="open", page=99).page == 3
    assert selectors.list_queue(actor, tab="open", page=-1).page == 1


def test_a_full_queue_costs_no_more_queries_than_a_short_one(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "clerk")
    case = submitted(province)
    address = f"{reverse('cases_desk:queue')}?muc=open"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    copies(case, 59)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) <= len(few) + 1
    assert len(many) < 25


@pytest.mark.parametrize(
    "address",
    [
        "?trang=0",
        "?trang=-1",
        "?trang=x",
        "?trang=²",
        "?trang=999999",
        f"?trang={'9' * 5000}",
        "?muc=unknown",
        "?q=%00",
        "?q=%F0%9F%98%80",
        f"?q={'a' * 500}",
        "?q=%27%22%3C",
    ],
)
def test_any_address_of_the_queue_is_answered(
    province: Cast, client: Client, login: Callable[[Client, str], Any], address: str
) -> None:
    login(client, "clerk")
    submitted(province)
    assert client.get(reverse("cases_desk:queue") + address).status_code == 200


def test_only_open_cases_have_a_due_moment_in_the_queue(province: Cast) -> None:
    case = accepted(province)
    copies(case, 1, status=Status.FINISHED, step=Step.RETURN, finished_at=clock.now())
    rows = selectors.list_queue(province.actor("clerk"), tab="done").rows
    assert [row.due_at for row in rows] == [None]
    assert case.status in OPEN

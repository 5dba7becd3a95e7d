"""Figures: each is as large as the list behind it, and everybody counts only what they may see."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.engines.indicators import selectors as indicators
from tinhso.engines.indicators.types import Period
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import Channel, Status, Step

from .factories import DEMO_DAY, accepted, submitted
from .test_queue import copies

pytestmark = pytest.mark.django_db

CODES = ["cases.received_today", "cases.online_rate", "cases.on_time_rate", "cases.overdue"]
NINE = clock.at(DEMO_DAY, 9)


@pytest.fixture
def office(province: Cast) -> Cast:
    """Hạc Lâm: two new ones, one late in each way, three finished in time, one too late."""
    fresh, taken = submitted(province), accepted(province)
    done = {"status": Status.RETURNED, "step": Step.NONE, "returned_at": NINE}
    yesterday = NINE - timedelta(days=1)
    copies(fresh, 1, intake_due_at=NINE - timedelta(hours=1))
    copies(taken, 1, due_at=NINE - timedelta(minutes=1), submitted_at=yesterday)
    copies(taken, 3, **done, finished_at=NINE, due_at=NINE, channel=Channel.COUNTER)
    copies(taken, 1, **done, finished_at=NINE, due_at=NINE - timedelta(minutes=1))
    other = submitted(province, mother__residence__place="99101")
    assert other.agency_code == "H99.101"
    return province


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("key", ["leader", "clerk", "officer", "chairman", "other_clerk"])
def test_a_figure_is_as_large_as_its_list(office: Cast, code: str, key: str) -> None:
    actor = office.actor(key)
    for period in (
        None,
        Period.day(DEMO_DAY),
        Period.last_days(30, DEMO_DAY),
        Period.day(DEMO_DAY - timedelta(days=400)),
    ):
        assert indicators.adds_up(code, actor, period)


def test_the_figures_say_what_happened(office: Cast) -> None:
    leader = office.actor("leader")

    def said(code: str) -> tuple[int, int | None]:
        figure = indicators.value_of(code, leader)
        return figure.numerator, figure.denominator

    assert said("cases.received_today") == (8, None)
    assert said("cases.overdue") == (2, None)
    assert said("cases.on_time_rate") == (3, 5)
    assert said("cases.online_rate") == (6, 9)
    assert indicators.value_of("cases.on_time_rate", leader).value == Decimal("60.00")


def test_an_office_counts_its_own_cases_only(office: Cast) -> None:
    for code, mine, theirs in (("cases.received_today", 7, 1), ("cases.overdue", 2, 0)):
        assert indicators.value_of(code, office.actor("clerk")).numerator == mine
        assert indicators.value_of(code, office.actor("other_clerk")).numerator == theirs


@pytest.mark.parametrize("code", CODES)
def test_the_offices_add_up_to_the_province(office: Cast, code: str) -> None:
    leader = office.actor("leader")
    figure = indicators.value_of(code, leader)
    rows = indicators.agencies_of(code, leader)
    assert sum(row.numerator for row in rows) == figure.numerator
    if figure.denominator is not None:
        assert sum(row.denominator or 0 for row in rows) == figure.denominator
    assert all(row.name.startswith("Ủy ban nhân dân") for row in rows)


@pytest.mark.parametrize("code", CODES)
def test_figures_are_closed_to_everybody_else(office: Cast, code: str) -> None:
    for key in ("mother", "stranger", "operator"):
        with pytest.raises(Forbidden):
            indicators.value_of(code, office.actor(key))
        with pytest.raises(Forbidden):
            indicators.records_of(code, office.actor(key))


def test_a_rate_over_nothing_has_no_value(province: Cast) -> None:
    figure = indicators.value_of("cases.on_time_rate", province.actor("leader"))
    assert (figure.value, figure.numerator, figure.denominator) == (None, 0, 0)


def test_the_series_ends_today_with_todays_figure(office: Cast) -> None:
    leader = office.actor("leader")
    series = indicators.series_of("cases.received_today", leader)
    assert len(series) == 14
    assert series[-1] == indicators.value_of("cases.received_today", leader).numerator
    assert sum(series) == Case.objects.count()


def test_a_listed_record_opens_for_who_may_list_it(
    office: Cast, login: Callable[[Client, str], Any]
) -> None:
    for key in ("leader", "clerk"):
        client = Client()
        login(client, key)
        rows = indicators.records_of("cases.overdue", office.actor(key)).rows
        assert len(rows) == 2
        assert {client.get(row.url).status_code for row in rows} == {200}
        shown = client.get(reverse("ioc:figure", args=["cases.overdue"]))
        assert shown.status_code == (200 if key == "leader" else 403), "the wall is a leader's"

"""Submitting: once, to the right office, with a code; or refused with the field that is wrong."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tinhso.engines.forms.models import Draft
from tinhso.engines.notifications.models import Notice
from tinhso.engines.workflow import selectors as workflow
from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, NotFound
from tinhso.foundation.outbox.models import Event
from tinhso.systems.cases import services
from tinhso.systems.cases.models import Case, CaseCounter, CasePaper, TimelineItem
from tinhso.systems.cases.types import Channel, Status, Step

from .factories import ANSWERS, DEMO_DAY, answers_with, complete_draft, submitted

pytestmark = pytest.mark.django_db


def test_a_complete_draft_becomes_a_case_at_the_commune_of_residence(province: Cast) -> None:
    case = submitted(province)
    assert case.code == "H99.112-260813-0001"
    assert (case.status, case.step) == (Status.SUBMITTED, Step.ACCEPT)
    assert (case.agency_code, case.procedure_code) == ("H99.112", "1.001193")
    assert (case.channel, case.about) == (Channel.ONLINE, "Nguyễn Trần Minh Khuê")
    assert case.applicant == province.person("mother")
    assert case.answers["child"] == ANSWERS["child"]
    assert len(case.answers_sha256) == 64
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", case.tracking_secret)


def test_the_office_has_eight_working_hours_to_answer(province: Cast) -> None:
    """09:00 on Thursday and 8 working hours of 7½ a day: 09:30 on Friday."""
    case = submitted(province)
    assert clock.local(case.intake_due_at) == clock.at(DEMO_DAY.replace(day=14), 9, 30)
    assert case.intake_derivation["steps"]
    assert case.due_at is None


def test_submitting_leaves_timeline_journal_task_notice_and_event(province: Cast) -> None:
    case = submitted(province)
    assert [i.code for i in TimelineItem.objects.filter(case=case)] == ["cases.submitted"]
    assert "cases.submitted" in [line.action for line in list_entries(case.subject)]
    (task,) = workflow.open_tasks(case.subject)
    assert (task.node, task.role, task.agency) == ("accept", "intake_clerk", "H99.112")
    notice = Notice.objects.get(subject_uid=str(case.uid))
    assert notice.params["secret"] == case.tracking_secret
    assert Event.objects.filter(name="cases.CaseSubmitted").count() == 1
    paper = CasePaper.objects.get(case=case)
    assert (paper.origin, paper.number) == ("electronic", "GCS-260803-00012")


def test_a_second_call_returns_the_same_case(province: Cast) -> None:
    mother = province.actor("mother")
    draft = complete_draft(mother)
    first = services.submit_case(mother, str(draft.uid))
    assert services.submit_case(mother, str(draft.uid)) == first
    assert Case.objects.count() == 1
    assert CaseCounter.objects.get().last == 1
    assert Event.objects.filter(name="cases.CaseSubmitted").count() == 1
    assert Notice.objects.count() == 1


def test_a_double_click_lands_on_one_case(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "mother")
    draft = complete_draft(province.actor("mother"))
    address = reverse("cases:submit", args=[draft.uid])
    first, second = client.post(address), client.post(address)
    case = Case.objects.get()
    for response in (first, second):
        assert response.status_code == 302
        assert response["Location"] == reverse("cases:submitted", args=[case.code])
    shown = client.get(first["Location"]).content.decode()
    assert case.code in shown
    assert case.tracking_secret in shown


def test_codes_count_the_cases_of_one_office_and_one_day(province: Cast) -> None:
    assert [submitted(province).code for _ in range(3)] == [
        "H99.112-260813-0001",
        "H99.112-260813-0002",
        "H99.112-260813-0003",
    ]
    other = submitted(province, mother__residence__place="99101", father__residence__place="99101")
    assert other.code == "H99.101-260813-0001"
    clock.set_clock(clock.at(DEMO_DAY.replace(day=14), 9), frozen=True)
    assert submitted(province).code == "H99.112-260814-0001"


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("child__given_name", "child.given_name"),
        ("mother__national_id", "mother.national_id"),
        ("papers__birth_notice_number", "papers.birth_notice_number"),
        ("declaration", "declaration"),
    ],
)
def test_a_missing_answer_is_refused_with_its_field(
    province: Cast, missing: str, field: str
) -> None:
    mother = province.actor("mother")
    draft = complete_draft(mother, answers_with(**{missing: None}))
    with pytest.raises(Invalid) as refused:
        services.submit_case(mother, str(draft.uid))
    assert field in [problem.field for problem in refused.value.problems]
    assert not Case.objects.exists()
    draft.refresh_from_db()
    assert draft.state == Draft.State.OPEN


@pytest.mark.parametrize("place", ["98011", "98", "99"])
def test_a_residence_that_no_commune_here_serves_is_refused(province: Cast, place: str) -> None:
    """Bình Minh is another province; a whole province is no place to register a birth."""
    mother = province.actor("mother")
    outside = answers_with(mother__residence__place=place, father__residence__place=place)
    draft = complete_draft(mother, outside)
    with pytest.raises(Invalid) as refused:
        services.submit_case(mother, str(draft.uid))
    assert "mother.residence" in {p.field.removesuffix(".place") for p in refused.value.problems}
    assert not Case.objects.exists()
    assert not CaseCounter.objects.exists()
    draft.refresh_from_db()
    assert draft.state == Draft.State.OPEN


def test_the_fathers_commune_serves_when_the_mother_lives_elsewhere(province: Cast) -> None:
    case = submitted(
        province,
        mother__residence__place="98011",
        mother__residence__text="Xã Cầu Đất, tỉnh Bình Minh",
    )
    assert case.agency_code == "H99.112"


def test_anothers_draft_is_not_found(province: Cast) -> None:
    draft = complete_draft(province.actor("mother"))
    for stranger in ("stranger", "father"):
        with pytest.raises(NotFound):
            services.submit_case(province.actor(stranger), str(draft.uid))
    assert not Case.objects.exists()


def test_nobody_submits_without_being_a_person(province: Cast) -> None:
    draft = complete_draft(province.actor("mother"))
    for actor in (Actor.anonymous(), province.actor("clerk")):
        with pytest.raises((Forbidden, NotFound)):
            services.submit_case(actor, str(draft.uid))


def test_the_check_page_shows_why_a_submission_was_refused(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "mother")
    draft = complete_draft(province.actor("mother"), answers_with(child__given_name=None))
    response = client.post(reverse("cases:submit", args=[draft.uid]))
    assert response.status_code in (200, 422)
    assert b"error-summary" in response.content or b"child" in response.content


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test database lives in memory, for one thread"
)
def test_pressing_in_several_windows_at_once_makes_one_case(province: Cast) -> None:
    mother = province.actor("mother")
    draft = complete_draft(mother)
    start = threading.Barrier(4)

    def press() -> str:
        start.wait()
        try:
            return services.submit_case(mother, str(draft.uid)).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        codes = [one.result() for one in [pool.submit(press) for _ in range(4)]]
    assert set(codes) == {"H99.112-260813-0001"}
    assert Case.objects.count() == 1
    assert CaseCounter.objects.get().last == 1
    assert TimelineItem.objects.count() == 1

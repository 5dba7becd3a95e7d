"""Another system is silent: the citizen goes on, the case waits in plain sight, then catches up."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from werkzeug.wrappers import Response

from tinhso.engines.forms.models import Draft
from tinhso.engines.notifications.models import Notice
from tinhso.foundation.audit.models import Read
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.outbox import worker
from tinhso.foundation.wire import breaker
from tinhso.foundation.wire.testing import mount
from tinhso.systems.cases import selectors
from tinhso.systems.cases.models import TimelineItem
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus import selectors as civilstatus
from tinhso.systems.civilstatus.models import Entry

from .factories import accepted, approved, submitted, verified

pytestmark = pytest.mark.django_db


def down(environ: Any, start_response: Any) -> Iterable[bytes]:
    """Another system on a bad day."""
    return Response("Service Unavailable", 503)(environ, start_response)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinhso.foundation.wire.client._breathe", lambda _attempt: None)


def catch_up(peer: str) -> None:
    breaker.reset(peer)
    worker.drain(include_future_retries=True)
    worker.drain(include_future_retries=True)


def test_a_silent_register_leaves_the_case_waiting_and_saying_so(province: Cast) -> None:
    with mount("civilstatus", down):
        case = verified(province)
        worker.drain()
        case.refresh_from_db()
        assert (case.status, case.step) == (Status.PROCESSING, Step.ENTER)
        assert not Entry.objects.exists()
        assert civilstatus.waiting_for(case.subject) is not None
        last = selectors.timeline(case, public_only=True)[-1]
        assert last.code == "cases.waiting_for_register"


def test_the_waiting_is_told_once_however_often_it_is_tried(province: Cast) -> None:
    with mount("civilstatus", down):
        verified(province)
        for _ in range(3):
            worker.drain(include_future_retries=True)
        assert TimelineItem.objects.filter(code="cases.waiting_for_register").count() == 1


def test_when_the_register_is_back_the_case_goes_on_by_itself(province: Cast) -> None:
    with mount("civilstatus", down):
        case = verified(province)
        worker.drain()
    catch_up("civilstatus")
    case.refresh_from_db()
    assert case.step == Step.SIGN
    assert civilstatus.get_entry_for(case.subject).number == 1
    assert civilstatus.waiting_for(case.subject) is None


def test_officials_still_work_while_the_register_is_silent(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "officer")
    with mount("civilstatus", down):
        case = verified(province)
        worker.drain()
        response = client.get(reverse("cases_desk:detail", args=[case.uid]))
    assert response.status_code == 200


def test_without_the_population_register_the_form_stays_open_to_typing(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "mother")
    with mount("population", down):
        response = client.get(reverse("cases:start", args=["1.001193"]), follow=True)
    assert response.status_code == 200
    draft = Draft.objects.get()
    assert draft.answers["applicant"]["national_id"] == "099196000017"
    assert "residence" not in draft.answers["applicant"]
    assert list(response.context["messages"])


def test_with_the_population_register_what_is_known_is_not_asked(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "mother")
    client.get(reverse("cases:start", args=["1.001193"]))
    draft = Draft.objects.get()
    assert draft.answers["applicant"]["residence"]["place"] == "99112"
    assert draft.origin_of("applicant.residence.place") == "population"
    read = Read.objects.get()
    assert (read.purpose, read.subject_uid) == ("birth_registration.prefill", str(draft.uid))


def test_an_official_verifies_while_the_population_register_is_silent(
    province: Cast, client: Client, login: Callable[[Client, str], Any]
) -> None:
    login(client, "officer")
    case = accepted(province)
    with mount("population", down):
        page = client.get(reverse("cases_desk:detail", args=[case.uid]))
        assert page.status_code == 200
        assert [check.state for check in page.context["checks"]] == ["wait", "wait", "ok"]
        assert client.post(reverse("cases_desk:verify", args=[case.uid])).status_code == 302


@pytest.mark.parametrize("peer", ["tsa", "ca"])
def test_a_signature_waits_for_time_stamps_and_certificates(province: Cast, peer: str) -> None:
    case = approved(province)
    with mount(peer, down):
        worker.drain()
        case.refresh_from_db()
        assert case.step == Step.SIGN
        assert case.result_file == ""
    catch_up(peer)
    case.refresh_from_db()
    assert case.status == Status.RETURNED
    assert case.result_verdict["ok"] is True


def test_a_silent_message_gateway_holds_up_no_case(province: Cast) -> None:
    with mount("messages", down):
        case = submitted(province)
        worker.drain()
        assert Notice.objects.get().status != Notice.Status.SENT
    catch_up("messages")
    assert Notice.objects.get(subject_uid=str(case.uid)).status == Notice.Status.SENT

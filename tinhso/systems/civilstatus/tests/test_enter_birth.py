"""From the official's decision to the entry, through the simulator of the national system."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sims import civilstatus as sim
from tinhso.engines.workflow.types import ServiceCall
from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.models import Event
from tinhso.foundation.outbox.types import NotYet
from tinhso.foundation.wire import breaker
from tinhso.foundation.wire.testing import mount
from tinhso.systems.civilstatus import selectors, services
from tinhso.systems.civilstatus.models import Book, Entry, Submission
from tinhso.systems.civilstatus.service_tasks import enter_birth_of_case
from tinhso.systems.civilstatus.types import State

from .samples import AGENCY, BIRTH, OFFICER, RECEIVED_ON, case, propose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def national(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    monkeypatch.setenv("TINHSO_PEER_CIVILSTATUS_SECRET", "demo-secret")
    with mount("civilstatus", sim.app):
        yield tmp_path / "sims"


def run(subject: Subject) -> dict[str, Any]:
    said = enter_birth_of_case(
        ServiceCall(
            instance="i",
            token_uid="t",
            subject=subject,
            node="enter",
            agency=AGENCY,
            variables={},
        )
    )
    assert said is not None
    return dict(said)


def test_a_decided_birth_is_entered_under_the_next_number() -> None:
    said = [run(propose(n)) for n in (1, 2, 3)]
    assert [one["number"] for one in said] == [1, 2, 3]
    entry = selectors.get_entry_for(case(2))
    assert entry.child_name == "Nguyễn Trần Minh Khuê"
    assert entry.personal_number.startswith("099326")
    assert len({one["personal_number"] for one in said}) == 3
    assert (entry.signed_by_name, entry.signed_by_post) == (OFFICER.name, OFFICER.post_title)
    assert entry.received_on.isoformat() == "2026-08-13"
    assert selectors.waiting_for(case(2)) is None


def test_each_agency_and_year_has_a_book_of_its_own() -> None:
    run(propose(1))
    run(propose(2, agency="H99.101"))
    assert set(Book.objects.values_list("agency_code", "last_number")) == {
        ("H99.112", 1),
        ("H99.101", 1),
    }


def test_entering_tells_the_rooms_above() -> None:
    run(propose(1))
    event = Event.objects.get(name="civilstatus.BirthEntered")
    entry = selectors.get_entry_for(case(1))
    assert event.payload["subject_uid"] == case(1).uid
    assert event.payload["personal_number"] == entry.personal_number
    assert (event.payload["book"], event.payload["number"]) == (str(entry.book.year), 1)
    actions = [line.action for line in list_entries(case(1))]
    assert actions == ["civilstatus.birth_proposed", "civilstatus.birth_entered"]


def test_asking_twice_is_one_entry() -> None:
    first = run(propose(1))
    assert run(case(1)) == first
    assert Entry.objects.count() == 1
    assert Event.objects.filter(name="civilstatus.BirthEntered").count() == 1


def test_a_crash_after_the_national_answer_gives_the_same_personal_number() -> None:
    subject = propose(1)
    with pytest.MonkeyPatch.context() as patch:
        module = import_module("tinhso.systems.civilstatus.services.enter_birth")
        patch.setattr(module, "_write_entry", _die)
        with pytest.raises(KeyboardInterrupt):
            run(subject)
    number = next(iter(_registered().values()))["nksSoDDCN"]
    assert run(subject)["personal_number"] == number
    assert len(_registered()) == 1


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def _registered() -> dict[str, Any]:
    with sim._registrations() as kept:
        return dict(kept)


def test_while_the_national_system_is_down_the_case_waits_and_says_why(national: Path) -> None:
    national.mkdir(exist_ok=True)
    (national / "civilstatus.down").touch()
    subject = propose(1)
    with pytest.raises(NotYet):
        run(subject)
    with pytest.raises(NotYet):
        run(subject)
    waiting = selectors.waiting_for(subject)
    assert waiting is not None
    assert (waiting.state, waiting.attempts) == (State.WAITING, 2)
    assert waiting.code == "civilstatus.peer_is_down"
    assert waiting.next_try_at is not None
    assert waiting.sentence != waiting.code
    assert Event.objects.filter(name="civilstatus.BirthHeldUp").count() == 1
    assert not Book.objects.exists()

    (national / "civilstatus.down").unlink()
    breaker.reset("civilstatus")
    assert run(subject)["number"] == 1
    assert selectors.waiting_for(subject) is None


def test_a_case_not_tried_yet_says_that_it_is_being_sent() -> None:
    waiting = selectors.waiting_for(propose(1))
    assert waiting is not None
    assert (waiting.code, waiting.attempts) == ("civilstatus.being_sent", 0)
    assert selectors.waiting_for(case(2)) is None


def test_what_the_national_system_has_not_finished_is_waited_for() -> None:
    with pytest.raises(NotYet):
        run(propose(97))
    waiting = selectors.waiting_for(case(97))
    assert waiting is not None
    assert waiting.code == "civilstatus.not_finished"


def test_what_the_national_system_refuses_waits_for_the_official() -> None:
    with pytest.raises(NotYet):
        run(propose(98))
    waiting = selectors.waiting_for(case(98))
    assert waiting is not None
    assert waiting.state == State.REFUSED
    assert "bổ sung" in waiting.params["said"]
    with pytest.raises(NotYet):
        run(case(98))
    held = Submission.objects.get()
    assert held.attempts == 1
    propose(98)
    held.refresh_from_db()
    assert (held.state, held.attempts, held.error_code) == (State.WAITING, 0, "")


def test_only_officials_of_the_agency_decide() -> None:
    for who in (
        Who(account="x", name="Mai Thị Hồng", kind="official", agency="H99.101"),
        Who(account="y", name="Lý Văn Đạt", kind="citizen"),
    ):
        with pytest.raises(Forbidden):
            propose(1, who=who)
    assert not Submission.objects.exists()


def test_an_entered_birth_is_not_decided_again() -> None:
    run(propose(1))
    with pytest.raises(Conflict):
        propose(1)


def test_incomplete_facts_are_refused_with_every_field() -> None:
    data = {"child": {"full_name": " ", "born_on": "2099-01-01", "sex": "x"}, "applicant": {}}
    with pytest.raises(Invalid) as refusal:
        services.propose_birth(
            OFFICER,
            subject=case(1),
            agency_code=AGENCY,
            case_code="c",
            received_on=RECEIVED_ON,
            data=data,
        )
    assert {problem.field for problem in refusal.value.problems} == {
        "child.full_name",
        "child.sex",
        "child.ethnicity",
        "child.nationality",
        "child.birth_place",
        "child.home_town",
        "child.born_on",
        "applicant.full_name",
    }


def test_a_child_with_one_known_parent_is_entered() -> None:
    data = {**BIRTH, "father": {}}
    run(propose(1, data=data))
    facts = selectors.get_entry_for(case(1)).facts
    assert facts.father is None
    assert facts.mother is not None


def test_a_case_without_a_decision_is_an_error() -> None:
    with pytest.raises(NotFound):
        run(case(5))


def test_an_entry_is_never_changed_or_deleted() -> None:
    run(propose(1))
    entry = selectors.get_entry_for(case(1))
    entry.child_name = "Người Khác"
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(child_name="x"),
        lambda: Entry.objects.filter(pk=entry.pk).update(number=9),
        lambda: Entry.objects.bulk_update([entry], ["child_name"]),
    ):
        with pytest.raises(Conflict):
            change()
    assert selectors.get_entry_for(case(1)).child_name == "Nguyễn Trần Minh Khuê"

"""The invented past: the rows that a case leaves which went through the services, and true."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Max, Model

from tinhso.engines.indicators import selectors as indicators
from tinhso.engines.indicators.types import Period
from tinhso.engines.workflow import selectors as workflow
from tinhso.engines.workflow.models import Instance
from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.calendars import deadlines
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.systems.cases import selectors, services
from tinhso.systems.cases.models import Case, CaseCounter, TimelineItem
from tinhso.systems.cases.past import FIRST_DAY, LAST_DAY, THIS_MORNING, load_past_cases
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus.models import Book, Entry

from .factories import DEMO_DAY, issued

pytestmark = pytest.mark.django_db

MERGER = date(2025, 7, 1)

# What the past leaves out, so that nothing pretends: documented in `past.py`.
LEFT_OUT = {
    "audit.Read",
    "files.StoredFile",
    "forms.Draft",
    "identity.UsedCode",
    "notifications.Notice",
    "outbox.Delivery",
    "outbox.Event",
    "outbox.Job",
    "signing.Certificate",
    "signing.SignatureRequest",
    "vault.Item",
    "vault.ItemOwner",
    "wire.Call",
}
COLUMNS_LEFT_OUT = {
    "cases.Case": {
        "applicant_email",
        "draft_result_file",
        "draft_result_sha256",
        "origins",
        "receipt_file",
        "result_code",
        "result_file",
        "result_verdict",
        "signature_box",
        "signature_request",
        "vault_item",
    },
    "audit.Entry": {"account", "post", "request_id"},
}


@pytest.fixture
def past(province: Cast) -> Cast:
    assert load_past_cases(60) == 60 + len(THIS_MORNING)
    return province


def our_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("tinhso.")]


def highest() -> dict[str, Any]:
    return {m._meta.label: m._default_manager.aggregate(n=Max("pk"))["n"] for m in our_models()}


def filled_since(before: dict[str, Any]) -> dict[str, set[str]]:
    """Return table → the columns that its new rows fill."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in our_models():
        label = model._meta.label
        rows = model._default_manager.all()
        if before[label] is not None:
            rows = rows.filter(pk__gt=before[label])
        for row in rows.values():
            found[label] |= {name for name, value in row.items() if value not in (None, "", {}, [])}
    return dict(found)


def test_the_past_fills_the_tables_and_columns_that_the_services_fill(province: Cast) -> None:
    before = highest()
    load_past_cases(60)
    past = filled_since(before)
    before = highest()
    issued(province)
    lived = filled_since(before)
    assert set(lived) - set(past) <= LEFT_OUT
    assert set(past) - set(lived) <= {"identity.Person", "cases.CaseCounter", "civilstatus.Book"}
    for table in set(lived) & set(past) - LEFT_OUT:
        missing = lived[table] - past[table] - COLUMNS_LEFT_OUT.get(table, set())
        assert not missing, f"{table}: the past leaves {missing} empty"


def test_the_past_and_a_lived_case_tell_the_same_story(province: Cast) -> None:
    load_past_cases(60)
    lived = issued(province)
    old = Case.objects.filter(status=Status.RETURNED).exclude(pk=lived.pk).first()
    assert old is not None
    # Approving is told when a real document is signed; nobody approved an invented one.
    not_told = {"cases.signature_asked"}

    def codes(case: Case) -> list[str]:
        told = [line.code for line in selectors.timeline(case, public_only=True)]
        return [code for code in told if code not in not_told]

    assert codes(old) == codes(lived)
    assert [v.node for v in workflow.list_history(old.subject)] == [
        v.node for v in workflow.list_history(lived.subject)
    ]
    journal = {line.action for line in list_entries(old.subject)}
    assert {f"cases.{w}" for w in ("submitted", "accepted", "verified", "entered")} <= journal
    assert old.answers.keys() == lived.answers.keys()


def test_register_numbers_have_no_gaps_and_follow_time(past: Cast) -> None:
    assert Book.objects.exists()
    for book in Book.objects.all():
        entries = list(Entry.objects.filter(book=book).order_by("number"))
        assert [entry.number for entry in entries] == list(range(1, book.last_number + 1))
        moments = [entry.entered_at for entry in entries]
        assert moments == sorted(moments)
        assert {clock.local(moment).year for moment in moments} <= {book.year}
    numbers = Entry.objects.values_list("personal_number", flat=True)
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("099") for number in numbers)


def test_codes_count_each_offices_day_without_gaps(past: Cast) -> None:
    found: dict[tuple[str, date], list[int]] = defaultdict(list)
    for case in Case.objects.all():
        agency, written, number = case.code.rsplit("-", 2)
        submitted_on = clock.local(case.submitted_at).date()
        assert (agency, written) == (case.agency_code, f"{submitted_on:%y%m%d}")
        found[agency, submitted_on].append(int(number))
    for (agency, day), numbers in found.items():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        counter = CaseCounter.objects.get(agency_code=agency, day=day)
        assert counter.last == len(numbers)
    assert CaseCounter.objects.count() == len(found)


def test_every_deadline_can_be_derived_again(past: Cast) -> None:
    for case in Case.objects.select_related("edition"):
        intake = deadlines.online_intake_deadline(case.submitted_at)
        assert case.intake_due_at == intake.due_at
        assert case.intake_derivation == intake.as_json()
        if case.accepted_at is None:
            assert case.due_at is None
            continue
        derived = [
            deadlines.compute_deadline(
                case.edition.limit, case.accepted_at, received_late_not_solvable=late
            )
            for late in (False, True)
        ]
        assert case.due_at in [one.due_at for one in derived]
        assert case.derivation in [one.as_json() for one in derived]


def test_moments_follow_one_another_and_nothing_lies_in_the_future(past: Cast) -> None:
    now = clock.now()
    for case in Case.objects.all():
        order = [case.submitted_at, case.accepted_at, case.finished_at, case.returned_at]
        told = [moment for moment in order if moment is not None]
        assert told == sorted(told)
        assert told[-1] <= now
        assert FIRST_DAY <= clock.local(case.submitted_at).date() <= LAST_DAY
        lines = list(TimelineItem.objects.filter(case=case).order_by("pk"))
        assert [line.at for line in lines] == sorted(line.at for line in lines)
        assert all(line.at <= now for line in lines)
        assert case.updated_at <= now


def test_the_merger_of_2025_divides_the_offices(province: Cast) -> None:
    load_past_cases(200)
    days = [clock.local(case.submitted_at).date() for case in Case.objects.all()]
    assert min(days) < MERGER <= max(days)
    for case in Case.objects.select_related("agency"):
        day = clock.local(case.submitted_at).date()
        agency = case.agency
        assert agency.code == case.agency_code
        assert agency.valid_from <= day
        assert agency.valid_to is None or day <= agency.valid_to
        assert agency.level == "commune"
        assert case.edition.valid_from <= day


def test_figures_of_the_past_add_up(past: Cast) -> None:
    for key in ("leader", "clerk", "other_clerk"):
        actor = past.actor(key)
        for measure in indicators.list_measures(actor):
            if not measure.code.startswith("cases."):
                continue
            for period in (
                None,
                Period(first=FIRST_DAY, last=LAST_DAY),
                Period.month(date(2025, 7, 1)),
                Period.day(DEMO_DAY),
            ):
                assert indicators.adds_up(measure.code, actor, period), measure.code


def test_an_open_case_of_the_past_can_be_gone_on_with(past: Cast) -> None:
    """The engine stands where the case says: the next act of an official finds its task."""
    for case in Case.objects.filter(status__in=[Status.SUBMITTED, Status.ACCEPTED]):
        (task,) = workflow.open_tasks(case.subject)
        assert task.node == case.step
        assert task.agency == case.agency_code
    own = Case.objects.filter(agency_code="H99.112", step=Step.ACCEPT).first()
    assert own is not None
    services.accept_case(past.actor("clerk"), str(own.uid))
    for case in Case.objects.filter(status=Status.RETURNED):
        assert workflow.open_tasks(case.subject) == []
        instance = Instance.objects.get(subject_uid=str(case.uid))
        assert instance.state == Instance.State.ENDED


def test_the_past_is_written_once_and_is_the_same_every_time(past: Cast) -> None:
    assert load_past_cases(60) == 0
    first = Case.objects.order_by("pk").first()
    assert first is not None
    assert first.tracking_secret
    assert load_past_cases(0) == 0


def test_only_invented_people_are_in_the_past(past: Cast) -> None:
    for case in Case.objects.select_related("applicant"):
        for number in (
            case.applicant.national_id,
            case.answers["mother"]["national_id"],
            case.answers["father"]["national_id"],
        ):
            assert number.startswith("099"), "a province code that nobody has"

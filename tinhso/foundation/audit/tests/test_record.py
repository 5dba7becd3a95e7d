import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import translation

from tinhso.foundation.audit import selectors, services
from tinhso.foundation.audit.models import AppendOnly, Entry, Read
from tinhso.foundation.audit.purposes import register_purpose, say_purpose
from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.types import SYSTEM, Subject, Who

CASE = Subject(kind="case", uid="11f0")
CLERK = Who(
    account="a1",
    name="Lê Thị Ánh Nguyệt",
    kind="official",
    post="p1",
    post_title="Công chức",
    agency="H99.112",
)

pytestmark = pytest.mark.django_db


def _look(person: str = "099196000017", purpose: str = "birth_registration.prefill") -> None:
    services.record_read(
        CLERK,
        "population",
        person,
        subject=CASE,
        purpose=purpose,
        fields=("full_name", "born_on"),
        outcome="found",
    )


def test_an_act_is_kept_with_who_did_it_to_what() -> None:
    token = logs.request_id.set("req-7")
    services.record(CLERK, "cases.accepted", CASE, params={"due": "2026-08-14"})
    logs.request_id.reset(token)
    services.record(SYSTEM, "cases.reminded", CASE)
    services.record(CLERK, "cases.accepted", Subject(kind="case", uid="other"))

    first, second = selectors.list_entries(CASE)

    assert first.who == CLERK
    assert (first.action, first.params) == ("cases.accepted", {"due": "2026-08-14"})
    assert first.request_id == "req-7"
    assert second.who.kind == "system"


def test_an_entry_cannot_be_changed_or_deleted() -> None:
    services.record(CLERK, "cases.accepted", CASE)
    entry = Entry.objects.get()
    entry.action = "cases.refused"

    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(action="x"),
        lambda: Entry.objects.bulk_update([entry], ["action"]),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert Entry.objects.get().action == "cases.accepted"


def test_numbers_of_lines_grow() -> None:
    for number in range(5):
        services.record(CLERK, f"test.{number}", CASE)
    assert [e.action for e in Entry.objects.order_by("id")] == [f"test.{n}" for n in range(5)]


def test_an_act_that_is_rolled_back_leaves_no_line() -> None:
    @transaction.atomic
    def fail() -> None:
        services.record(CLERK, "cases.accepted", CASE)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Entry.objects.exists()


def test_a_person_sees_who_looked_at_their_data_and_why() -> None:
    _look()
    _look(person="099094000023")

    (read,) = selectors.list_reads_about("099196000017")

    assert read.who.agency == "H99.112"
    assert read.fields == ("full_name", "born_on")
    with translation.override("en"):
        assert say_purpose(read.purpose).startswith("To fill in a birth registration")
    assert len(selectors.list_reads_for(CASE)) == 2


def test_there_is_no_reading_without_a_known_purpose() -> None:
    with pytest.raises(KeyError, match="No purpose curiosity"):
        _look(purpose="curiosity")
    assert not Read.objects.exists()


def test_the_database_refuses_a_read_without_a_person() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _look(person="")


def test_a_purpose_may_be_said_twice() -> None:
    register_purpose("birth_registration.prefill", "again")
    with translation.override("en"):
        assert say_purpose("birth_registration.prefill") != "again"
    assert say_purpose("gone.long_ago") == "gone.long_ago"


@override_settings(USE_I18N=False)
def test_lines_of_one_account_come_latest_first() -> None:
    services.record(CLERK, "test.first", CASE)
    services.record(CLERK, "test.second", CASE)
    assert [e.action for e in selectors.list_entries_by("a1")] == ["test.second", "test.first"]

"""From the signature to the parents' vault: the whole way behind the leader's press."""

import pytest
from django.utils import translation

from tinhso.engines.notifications.models import Notice
from tinhso.engines.signing.services import verify_pdf
from tinhso.engines.vault import selectors as vault
from tinhso.engines.vault.models import Item
from tinhso.engines.workflow import selectors as workflow
from tinhso.engines.workflow.models import Instance
from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.outbox import worker
from tinhso.foundation.outbox.models import Delivery, Event, Job
from tinhso.systems.cases import handlers, selectors
from tinhso.systems.cases.events import CaseAccepted
from tinhso.systems.cases.models import Case, TimelineItem
from tinhso.systems.cases.services.result import draft_result, issue_result
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus import selectors as civilstatus
from tinhso.systems.civilstatus.models import Entry

from .factories import approved, drafted, issued

pytestmark = pytest.mark.django_db

WAY = ["submitted", "accepted", "verified", "entered", "signature_asked", "signed", "issued"]


def test_a_signed_certificate_reaches_both_parents_and_nobody_else(province: Cast) -> None:
    case = issued(province, result__delivery="counter")
    assert (case.status, case.step) == (Status.FINISHED, Step.RETURN)
    for parent in ("mother", "father"):
        (item,) = vault.list_items(province.actor(parent))
        assert str(item.uid) == case.vault_item
        assert item.kind == "birth-certificate"
        assert item.holder_name == "Nguyễn Trần Minh Khuê"
        assert item.verdict["ok"] is True
        assert item.provenance["case_code"] == case.code
    for other in ("stranger", "grandmother", "clerk"):
        assert not vault.list_items(province.actor(other)).exists()
        with pytest.raises(NotFound):
            vault.access_item(province.actor(other), case.vault_item)


def test_the_certificate_says_what_the_register_says(province: Cast) -> None:
    case = issued(province)
    entry = civilstatus.get_entry_for(case.subject)
    item = Item.objects.get(uid=case.vault_item)
    assert item.data == {
        "personal_number": entry.personal_number,
        "full_name": "Nguyễn Trần Minh Khuê",
    }
    assert (entry.number, entry.book.year, entry.book.agency_code) == (1, 2026, "H99.112")
    assert entry.received_on == clock.local(case.submitted_at).date()


def test_the_signature_is_the_chairmans_over_these_very_bytes(province: Cast) -> None:
    case = issued(province)
    signed = read_file(get_file(case.result_file))
    assert case.draft_result_sha256 != get_file(case.result_file).sha256
    verdict = verify_pdf(signed)
    assert verdict.ok
    assert verdict.signer_name == "Đỗ Minh Khoa"
    assert case.signed_by["name"] == "Đỗ Minh Khoa"
    assert case.result_verdict["ok"] is True


def test_one_changed_byte_breaks_the_verdict(province: Cast) -> None:
    signed = bytearray(read_file(get_file(issued(province).result_file)))
    place = signed.index(b"stream") + 20
    signed[place] ^= 1
    assert not verify_pdf(bytes(signed)).ok


def test_an_electronic_case_is_finished_and_returned_at_once(province: Cast) -> None:
    case = issued(province)
    assert (case.status, case.step) == (Status.RETURNED, Step.NONE)
    assert case.finished_at == case.returned_at == clock.now()
    assert case.is_on_time
    assert Instance.objects.get(subject_uid=str(case.uid)).state == Instance.State.ENDED
    assert workflow.open_tasks(case.subject) == []
    names = set(Event.objects.values_list("name", flat=True))
    assert {"cases.ResultIssued", "cases.ResultReturned"} <= names


def test_the_timeline_tells_the_whole_way_in_both_languages(province: Cast) -> None:
    case = issued(province)
    codes = [
        line.code.removeprefix("cases.") for line in selectors.timeline(case, public_only=True)
    ]
    assert codes == [*WAY, "returned_online"]
    for language, entered, signed in (
        ("vi", "số", "Đỗ Minh Khoa"),
        (
            "en",
            "Entered in the birth register, book 2026, number 1",
            "Result signed by Đỗ Minh Khoa",
        ),
    ):
        with translation.override(language):
            lines = {
                line.code: line.sentence for line in selectors.timeline(case, public_only=True)
            }
        assert entered in lines["cases.entered"]
        assert signed in lines["cases.signed"]
        assert all(said and not said.startswith("cases.") for said in lines.values())
    with translation.override("vi"):
        told = [line.sentence for line in selectors.timeline(case, public_only=True)]
    with translation.override("en"):
        assert not set(told) & {
            line.sentence for line in selectors.timeline(case, public_only=True)
        }


def test_the_applicant_is_told_three_times(province: Cast) -> None:
    case = issued(province)
    notices = Notice.objects.filter(subject_uid=str(case.uid)).order_by("pk")
    assert [n.code for n in notices] == [
        "cases.notice.submitted",
        "cases.notice.accepted",
        "cases.notice.issued",
    ]
    assert {n.address for n in notices} == {"0999000017"}
    assert {n.status for n in notices} == {Notice.Status.SENT}


def test_nothing_is_left_behind(province: Cast) -> None:
    issued(province)
    assert not Delivery.objects.exclude(last_error="").exists()
    assert not Job.objects.exclude(last_error="").exists()
    assert worker.drain() == 0


def test_every_handler_may_run_twice(province: Cast) -> None:
    case = issued(province)
    before = (Item.objects.count(), Entry.objects.count(), TimelineItem.objects.count())
    notices, files = Notice.objects.count(), case.result_file
    for delivery in Delivery.objects.order_by("pk"):
        delivery.done_at = None
        from tinhso.foundation.outbox.events import tasks

        task = tasks.find(delivery.handler)
        assert task is not None
        task.call(delivery.event.payload)
    worker.drain()
    draft_result(Case.objects.get(pk=case.pk))
    issue_result(Case.objects.get(pk=case.pk))
    assert before == (Item.objects.count(), Entry.objects.count(), TimelineItem.objects.count())
    assert Notice.objects.count() == notices
    case.refresh_from_db()
    assert case.result_file == files
    assert case.status == Status.RETURNED


def test_the_receipt_is_made_once(province: Cast) -> None:
    case = drafted(province)
    first = case.receipt_file
    handlers.make_receipt(
        CaseAccepted(
            case=str(case.uid),
            code=case.code,
            procedure=case.procedure_code,
            agency=case.agency_code,
            due_at=case.due_at.isoformat() if case.due_at else "",
        )
    )
    case.refresh_from_db()
    assert case.receipt_file == first


def test_a_certificate_that_cannot_be_signed_comes_back_to_the_leader(province: Cast) -> None:
    case = approved(province)
    from tinhso.engines.signing.events import SigningFailed
    from tinhso.engines.signing.models import SignatureRequest

    asked = SignatureRequest.objects.get()
    handlers.show_failed_signature(
        SigningFailed(
            request=str(asked.uid),
            subject_kind="case",
            subject_uid=str(case.uid),
            code="signing.no_key_store",
        )
    )
    case.refresh_from_db()
    assert case.signature_request == ""
    assert selectors.count_to_sign(province.actor("chairman")) == 1
    hidden = TimelineItem.objects.get(code="cases.signature_failed")
    assert not hidden.is_public


def test_news_about_something_else_is_not_ours(province: Cast) -> None:
    case = drafted(province)
    assert handlers._locked("draft", str(case.uid)) is None

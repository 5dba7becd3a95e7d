"""From a request to a signed document, by way of the worker."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from werkzeug.wrappers import Response

from sims import authority as sim
from tinhso.engines.signing import authority, selectors, services
from tinhso.engines.signing.events import DocumentSigned, SigningFailed
from tinhso.engines.signing.models import Certificate, SignatureRequest
from tinhso.engines.signing.types import Appearance
from tinhso.engines.signing.work import sign_document
from tinhso.foundation.audit.selectors import list_entries
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.files.services import store_bytes
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.foundation.kernel.types import SYSTEM, Subject, Who
from tinhso.foundation.outbox.testing import listening
from tinhso.foundation.outbox.worker import drain
from tinhso.foundation.wire.testing import mount

from .conftest import DEMO_DAY
from .pdfs import plain_pdf

AWAY = Response("away", 503)


@pytest.fixture
def signed_events() -> Iterator[list[DocumentSigned]]:
    heard: list[DocumentSigned] = []
    with listening(DocumentSigned, heard.append):
        yield heard


@pytest.fixture
def failed_events() -> Iterator[list[SigningFailed]]:
    heard: list[SigningFailed] = []
    with listening(SigningFailed, heard.append):
        yield heard


def _ask(who: Who, file: StoredFile, subject: Subject, **more: object) -> SignatureRequest:
    appearance = more.get("appearance")
    assert appearance is None or isinstance(appearance, Appearance)
    return services.request_signature(
        who,
        account_uid=who.account,
        pdf_file_uid=file.uid,
        sha256=file.sha256,
        subject=subject,
        reason="Cấp Giấy khai sinh",
        appearance=appearance,
    )


def test_the_worker_signs_stamps_checks_and_tells(
    certificate: Certificate,
    chairman: Who,
    stored: StoredFile,
    subject: Subject,
    signed_events: list[DocumentSigned],
) -> None:
    asked = _ask(chairman, stored, subject)
    assert asked.state == "waiting"
    drain()
    done = selectors.get_request(asked.uid)
    assert (done.state, done.level, done.certificate) == ("signed", "B-T", certificate)
    assert [(event.subject_uid, event.level) for event in signed_events] == [(subject.uid, "B-T")]
    signed = read_file(get_file(signed_events[0].file))
    assert signed.startswith(read_file(stored))  # what was there is untouched
    verdict = services.verify_pdf(signed)
    assert (verdict.ok, verdict.code) == (True, "valid")
    assert verdict.signer_name == "Đỗ Minh Khoa"
    assert verdict.agency == "Ủy ban nhân dân xã Hạc Lâm"
    assert verdict.timestamped
    assert verdict.signed_at == DEMO_DAY
    actions = [entry.action for entry in list_entries(subject)]
    assert {"signing.requested", "signing.signed"} <= set(actions)


def test_asking_twice_is_one_request_and_one_signature(
    certificate: Certificate,
    chairman: Who,
    stored: StoredFile,
    subject: Subject,
    signed_events: list[DocumentSigned],
) -> None:
    first = _ask(chairman, stored, subject)
    assert _ask(chairman, stored, subject) == first
    drain()
    assert _ask(chairman, stored, subject).state == "signed"
    sign_document(str(first.uid))  # delivered once more
    drain()
    assert len(signed_events) == 1


def test_nobody_signs_with_anothers_key(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    clerk = Who(account=str(uuid4()), name="Lê Thị Ánh Nguyệt", kind="official")
    with pytest.raises(Conflict, match="not_own_key"):
        services.request_signature(
            clerk, account_uid=chairman.account, pdf_file_uid=stored.uid, subject=subject
        )


def test_an_account_without_certificate_cannot_ask(
    ca_up: None, stored: StoredFile, subject: Subject
) -> None:
    clerk = Who(account=str(uuid4()), name="Lê Thị Ánh Nguyệt", kind="official")
    with pytest.raises(Conflict, match="no_certificate"):
        _ask(clerk, stored, subject)


def test_only_the_document_that_was_shown_is_taken(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    with pytest.raises(Conflict, match="file_changed"):
        services.request_signature(
            chairman,
            account_uid=chairman.account,
            pdf_file_uid=stored.uid,
            sha256="0" * 64,
            subject=subject,
        )
    with pytest.raises(NotFound):
        services.request_signature(
            chairman, account_uid=chairman.account, pdf_file_uid=uuid4(), subject=subject
        )


def test_bytes_changed_under_the_request_are_not_signed(
    certificate: Certificate,
    chairman: Who,
    stored: StoredFile,
    subject: Subject,
    failed_events: list[SigningFailed],
) -> None:
    asked = _ask(chairman, stored, subject)
    SignatureRequest.objects.filter(pk=asked.pk).update(sha256="1" * 64)
    drain()
    assert selectors.get_request(asked.uid).state == "failed"
    assert [event.code for event in failed_events] == ["signing.file_changed"]


def test_without_time_stamps_the_document_waits_and_says_why(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    asked = _ask(chairman, stored, subject)
    with mount("tsa", AWAY):
        drain()
        waiting = selectors.get_request(asked.uid)
        assert (waiting.state, waiting.problem) == ("waiting", "wire.unavailable")
        assert waiting.attempts == 1
        assert [row.pk for row in selectors.list_waiting_requests()] == [asked.pk]
    drain(include_future_retries=True)
    done = selectors.get_request(asked.uid)
    assert (done.state, done.level, done.problem) == ("signed", "B-T", "")


def test_without_revocation_service_the_document_waits(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    asked = _ask(chairman, stored, subject)
    with mount("ca", AWAY):
        drain()
        assert selectors.get_request(asked.uid).state == "waiting"
    drain(include_future_retries=True)
    assert selectors.get_request(asked.uid).state == "signed"


def test_a_revoked_certificate_ends_in_a_failure_that_can_be_taken_up(
    certificate: Certificate,
    chairman: Who,
    stored: StoredFile,
    subject: Subject,
    failed_events: list[SigningFailed],
) -> None:
    asked = _ask(chairman, stored, subject)
    authority.revoke(certificate.serial)
    clock.set_clock(DEMO_DAY + timedelta(minutes=5), frozen=True)
    drain()
    failed = selectors.get_request(asked.uid)
    assert (failed.state, failed.problem) == ("failed", "signing.certificate_revoked")
    assert len(failed_events) == 1
    services.withdraw_certificate(SYSTEM, certificate.uid)
    fresh = services.issue_certificate_for(chairman.account, common_name=chairman.name)
    assert fresh.key_label != certificate.key_label
    services.retry_signature(SYSTEM, asked.uid)
    drain()
    done = selectors.get_request(asked.uid)
    assert (done.state, done.certificate) == ("signed", fresh)
    with pytest.raises(Conflict):
        services.retry_signature(SYSTEM, asked.uid)


def test_what_is_no_longer_stored_ends_in_a_failure(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    asked = _ask(chairman, stored, subject)
    StoredFile.objects.filter(pk=stored.pk).delete()
    drain()
    assert selectors.get_request(asked.uid).problem == "signing.file_gone"


def test_a_second_person_signs_the_signed_document(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    asked = _ask(chairman, stored, subject)
    drain()
    clerk = Who(account=str(uuid4()), name="Võ Văn Quyền", kind="official")
    services.issue_certificate_for(clerk.account, common_name=clerk.name)
    once = get_file(str(selectors.get_request(asked.uid).signed_file_uid))
    again = services.request_signature(
        clerk,
        account_uid=clerk.account,
        pdf_file_uid=once.uid,
        subject=subject,
        field="Signature2",
        appearance=Appearance(page=0, box=(60, 60, 260, 130)),
    )
    drain()
    twice = read_file(get_file(str(selectors.get_request(again.uid).signed_file_uid)))
    verdict = services.verify_pdf(twice)
    assert verdict.ok
    assert [check.signer_name for check in verdict.signatures] == ["Đỗ Minh Khoa", "Võ Văn Quyền"]
    assert [row.state for row in selectors.list_requests(subject)] == ["signed", "signed"]


def test_a_field_that_is_taken_does_not_take_a_second_signature(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    asked = _ask(chairman, stored, subject)
    drain()
    once = get_file(str(selectors.get_request(asked.uid).signed_file_uid))
    again = _ask(chairman, once, subject)
    drain()
    assert selectors.get_request(again.uid).problem == "signing.cannot_sign"


def test_the_same_bytes_for_another_person_are_another_request(
    certificate: Certificate, chairman: Who, subject: Subject
) -> None:
    clerk = Who(account=str(uuid4()), name="Võ Văn Quyền", kind="official")
    services.issue_certificate_for(clerk.account, common_name=clerk.name)
    file = store_bytes(SYSTEM, plain_pdf(), name="a.pdf", subject=subject)
    assert _ask(chairman, file, subject) != _ask(clerk, file, subject)


def test_one_account_has_one_certificate_in_force(certificate: Certificate, chairman: Who) -> None:
    again = services.issue_certificate_for(chairman.account, common_name=chairman.name)
    assert again == certificate
    assert (certificate.valid_from.year, certificate.valid_to.year) == (2024, 2036)
    assert "PRIVATE" not in certificate.pem + certificate.chain_pem
    assert sim.NAMES["root"] not in certificate.chain_pem

"""From a request to a signed document, by way of the worker."""

import pytest

from tinhso.engines.signing import selectors, services
from tinhso.engines.signing.events import DocumentSigned, SigningFailed
from tinhso.engines.signing.models import Certificate, SignatureRequest
from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.testing import listening
from tinhso.foundation.outbox.worker import drain

from .conftest import DEMO_DAY


def _ask(who: Who, file: StoredFile, subject: Subject) -> SignatureRequest:
    return services.request_signature(
        who,
        account_uid=who.account,
        pdf_file_uid=file.uid,
        sha256=file.sha256,
        subject=subject,
        reason="Cấp Giấy khai sinh",
    )


def test_the_worker_signs_stamps_checks_and_tells(
    certificate: Certificate, chairman: Who, stored: StoredFile, subject: Subject
) -> None:
    heard: list[DocumentSigned] = []
    with listening(DocumentSigned, heard.append):
        asked = _ask(chairman, stored, subject)
        assert asked.state == "waiting"
        drain()
    done = selectors.get_request(asked.uid)
    assert (done.state, done.level, done.certificate) == ("signed", "B-T", certificate)
    assert [(event.subject_uid, event.level) for event in heard] == [(subject.uid, "B-T")]
    signed = read_file(get_file(heard[0].file))
    assert signed.startswith(read_file(stored))  # what was there is untouched
    verdict = services.verify_pdf(signed)
    assert (verdict.ok, verdict.code) == (True, "valid")
    assert verdict.signer_name == "Đỗ Minh Khoa"
    assert verdict.agency == "Ủy ban nhân dân xã Hạc Lâm"
    assert verdict.timestamped
    assert verdict.signed_at == DEMO_DAY

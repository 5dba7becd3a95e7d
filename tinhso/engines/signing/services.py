"""Asking for a signature, checking one, and giving an account its certificate."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tinhso.foundation.audit.services import record
from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Unavailable
from tinhso.foundation.kernel.types import SYSTEM, Subject, Who
from tinhso.foundation.outbox.events import emit

from .events import SignatureRequested
from .keys import KeyUnavailable, key_store
from .models import Certificate, SignatureRequest
from .selectors import find_certificate, get_request
from .types import Appearance, Verdict

__all__ = [
    "issue_certificate_for",
    "request_signature",
    "retry_signature",
    "verify_pdf",
    "withdraw_certificate",
]

log = logging.getLogger(__name__)


@transaction.atomic
def request_signature(
    who: Who,
    *,
    account_uid: UUID | str,
    pdf_file_uid: UUID | str,
    subject: Subject,
    sha256: str = "",
    reason: str = "",
    field: str = "Signature1",
    appearance: Appearance | None = None,
) -> SignatureRequest:
    """Have the worker sign a stored PDF with the account's certificate.

    The caller has just confirmed the signer's second factor and shown `sha256`, the hash of
    what will be signed (empty: that of the stored file). Asked twice for the same person and
    document, there is one request; one that had failed is taken up again.
    `DocumentSigned` or `SigningFailed` follows.

    Raises Conflict when `who` is another account, the stored file is not what was shown, or
    the account has no certificate in force; NotFound for an unknown file.
    """
    if who.account and str(who.account) != str(account_uid):
        raise Conflict("signing.not_own_key")
    file = get_file(pdf_file_uid)
    if sha256 and file.sha256 != sha256:
        raise Conflict("signing.file_changed")
    if find_certificate(account_uid) is None:
        raise Conflict("signing.no_certificate", name=who.name)
    asked, fresh = _get_or_create(
        account_uid,
        file.sha256,
        {
            "account_name": who.name,
            "file_uid": file.uid,
            "subject_kind": subject.kind,
            "subject_uid": subject.uid,
            "reason": reason,
            "field": field,
            "appearance": appearance.as_json() if appearance else None,
            "requested_at": clock.now(),
        },
    )
    if not fresh and asked.state != SignatureRequest.State.FAILED:
        return asked
    if not fresh:
        _take_up_again(asked)
    record(who, "signing.requested", subject, params={"sha256": file.sha256, "reason": reason})
    emit(SignatureRequested(request=str(asked.uid)))
    return asked


@transaction.atomic
def retry_signature(who: Who, uid: UUID | str) -> SignatureRequest:
    """Try a failed signature again, once its cause is gone; the signer's decision stands.

    Raises NotFound; Conflict when the request has not failed.
    """
    asked = SignatureRequest.objects.select_for_update().get(pk=get_request(uid).pk)
    if asked.state != SignatureRequest.State.FAILED:
        raise Conflict("signing.not_failed")
    _take_up_again(asked)
    record(who, "signing.retried", asked.subject, params={"sha256": asked.sha256})
    emit(SignatureRequested(request=str(asked.uid)))
    return asked


def verify_pdf(data: bytes, at: datetime | None = None) -> Verdict:
    """Return what the signatures of a PDF are worth, as of `at` (now).

    Never raises for a document, however broken; a revocation service that does not answer
    gives the verdict "revocation_unknown", which is not ok.
    """
    from .verification import check_pdf  # pyHanko takes seconds to import: only where it is used

    return check_pdf(data, at or clock.now())


def issue_certificate_for(
    account_uid: UUID | str,
    *,
    common_name: str,
    title: str = "",
    agency_code: str = "",
    agency_name: str = "",
) -> Certificate:
    """Give an account a key and a certificate of the simulated authority; demonstration only.

    Returns the one in force when there is one. In production certificates are entered by an
    operator, for keys that the Government's authority put into the token. Raises
    Unavailable when the authority does not answer, ValueError when it is a real one.
    """
    if found := find_certificate(account_uid):
        return found
    from . import authority, trust
    from .csr import make_csr
    from .pades import load_certificates

    count = Certificate.objects.filter(account_uid=account_uid).count()
    label = f"{account_uid}-{count + 1}"
    try:
        store = key_store()
        store.make_key(label)
        csr = make_csr(
            store,
            label,
            common_name=common_name,
            title=title,
            agency_code=agency_code,
            agency_name=agency_name,
        )
    except KeyUnavailable as error:
        log.exception("signing.no_key_store")
        raise Unavailable("signing.no_key_store") from error
    enrolled = authority.enrol(csr)
    trust.trust_simulated_root(enrolled.chain[-1])
    cert = load_certificates(enrolled.certificate)[0]
    with transaction.atomic():
        made = Certificate.objects.create(
            serial=f"{cert.serial_number:x}",
            account_uid=account_uid,
            common_name=common_name,
            title=title,
            agency_code=agency_code,
            agency_name=agency_name,
            subject=cert.subject.human_friendly[:1000],
            valid_from=cert.not_valid_before,
            valid_to=cert.not_valid_after,
            pem=enrolled.certificate,
            chain_pem="".join(enrolled.chain[:-1]),
            key_label=label,
        )
        subject = Subject(kind="certificate", uid=str(made.uid))
        record(SYSTEM, "signing.certificate_issued", subject, params={"name": common_name})
    return made


@transaction.atomic
def withdraw_certificate(who: Who, uid: UUID | str) -> Certificate:
    """Stop signing with a certificate here: the post ended, the token is lost."""
    found = Certificate.objects.select_for_update().get(uid=uid)
    if found.withdrawn_at is None:
        found.withdrawn_at = clock.now()
        found.save(update_fields=["withdrawn_at"])
        subject = Subject(kind="certificate", uid=str(found.uid))
        record(who, "signing.certificate_withdrawn", subject, params={"name": found.common_name})
    return found


def _get_or_create(
    account_uid: UUID | str, sha256: str, defaults: dict[str, object]
) -> tuple[SignatureRequest, bool]:
    key = {"account_uid": account_uid, "sha256": sha256}
    found = SignatureRequest.objects.select_for_update().filter(**key).first()
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            return SignatureRequest.objects.create(**key, **defaults), True
    except IntegrityError:
        return SignatureRequest.objects.select_for_update().get(**key), False


def _take_up_again(asked: SignatureRequest) -> None:
    asked.state = SignatureRequest.State.WAITING
    asked.problem = ""
    asked.attempts = 0
    asked.requested_at = clock.now()
    asked.save(update_fields=["state", "problem", "attempts", "requested_at"])

"""Signing one requested document. Runs in the worker, at least once, without a transaction."""

import hashlib
from functools import partial

from django.db import transaction

from tinhso.foundation.audit.services import record
from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.files.services import store_bytes
from tinhso.foundation.kernel import clock, logs
from tinhso.foundation.kernel.refusals import Refusal, Unavailable
from tinhso.foundation.kernel.types import SYSTEM
from tinhso.foundation.outbox.events import emit
from tinhso.foundation.outbox.worker import NotYet

from . import authority, verification
from .events import DocumentSigned, SigningFailed
from .keys import KeyUnavailable, key_store
from .models import Certificate, SignatureRequest
from .pades import CannotSign, Signed, sign_pdf
from .selectors import find_certificate, get_request
from .types import Verdict

log = logs.get_logger(__name__)


class Hopeless(Exception):  # noqa: N818
    """Trying again would not help; `code` is the message code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sign_document(uid: str) -> None:
    """Sign the document of request `uid`; a signed or failed one is left as it is.

    Raises NotYet while the token, the time-stamping or the revocation service is away: the
    request then shows why it waits.
    """
    asked = get_request(uid)
    if asked.state != SignatureRequest.State.WAITING:
        return
    try:
        certificate, signed, name = _sign(asked)
    except Hopeless as end:
        _give_up(asked, end.code)
        return
    except (Unavailable, KeyUnavailable) as trouble:
        code = trouble.code if isinstance(trouble, Unavailable) else "signing.no_key_store"
        raise NotYet(seconds=_wait(asked, code)) from trouble
    _keep(asked, certificate, signed, name)


def _sign(asked: SignatureRequest) -> tuple[Certificate, Signed, str]:
    try:
        file = get_file(asked.file_uid)
        data = read_file(file)
    except (Refusal, FileNotFoundError) as error:
        raise Hopeless("signing.file_gone") from error
    if hashlib.sha256(data).hexdigest() != asked.sha256:
        raise Hopeless("signing.file_changed")
    now = clock.now().replace(microsecond=0)
    certificate = find_certificate(asked.account_uid, now)
    if certificate is None:
        raise Hopeless("signing.certificate_ended")
    try:
        signed = sign_pdf(
            data,
            certificate=certificate,
            store=key_store(),
            at=now,
            field=asked.field,
            reason=asked.reason,
            appearance=asked.shown_at,
            stamp=partial(authority.stamp, subject=asked.subject) if authority.has_tsa() else None,
        )
    except CannotSign as error:
        log.warning("signing.cannot_sign", request=str(asked.uid), said=str(error))
        raise Hopeless("signing.cannot_sign") from error
    _require_good(verification.check_pdf(signed.data, clock.now()), asked)
    return certificate, signed, file.name


def _require_good(verdict: Verdict, asked: SignatureRequest) -> None:
    """Believe our own signature only after checking it as a stranger would."""
    if verdict.ok:
        return
    if verdict.code == "revocation_unknown":
        raise Unavailable("signing.status_refused", status="")
    log.error("signing.own_signature_bad", request=str(asked.uid), code=verdict.code)
    raise Hopeless(
        "signing.certificate_revoked" if verdict.code == "revoked" else "signing.not_verified"
    )


@transaction.atomic
def _keep(asked: SignatureRequest, certificate: Certificate, signed: Signed, name: str) -> None:
    row = SignatureRequest.objects.select_for_update().get(pk=asked.pk)
    if row.state != SignatureRequest.State.WAITING:
        return  # another worker was faster: its document stands
    file = store_bytes(SYSTEM, signed.data, name=name, subject=row.subject)
    row.state = SignatureRequest.State.SIGNED
    row.problem = ""
    row.certificate = certificate
    row.signed_at = signed.signed_at
    row.signed_file_uid = file.uid
    row.signed_sha256 = file.sha256
    row.level = signed.level
    row.save()
    record(
        SYSTEM,
        "signing.signed",
        row.subject,
        params={"name": certificate.common_name, "sha256": file.sha256, "level": signed.level},
    )
    emit(
        DocumentSigned(
            request=str(row.uid),
            subject_kind=row.subject_kind,
            subject_uid=row.subject_uid,
            file=str(file.uid),
            sha256=file.sha256,
            account=str(row.account_uid),
            level=signed.level,
        )
    )


@transaction.atomic
def _give_up(asked: SignatureRequest, code: str) -> None:
    row = SignatureRequest.objects.select_for_update().get(pk=asked.pk)
    if row.state != SignatureRequest.State.WAITING:
        return
    row.state = SignatureRequest.State.FAILED
    row.problem = code
    row.save(update_fields=["state", "problem"])
    record(SYSTEM, "signing.failed", row.subject, params={"why": {"code": code}})
    emit(
        SigningFailed(
            request=str(row.uid),
            subject_kind=row.subject_kind,
            subject_uid=row.subject_uid,
            code=code,
        )
    )


@transaction.atomic
def _wait(asked: SignatureRequest, code: str) -> float:
    """Show why the request waits; return for how many seconds (5, 10, 20 … 300)."""
    row = SignatureRequest.objects.select_for_update().get(pk=asked.pk)
    row.attempts += 1
    row.problem = code
    row.save(update_fields=["attempts", "problem"])
    return float(min(5 * 2 ** min(row.attempts - 1, 6), 300))

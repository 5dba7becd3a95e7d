"""Checking the signatures of a PDF: whole, whose, when, and whether the certificate was good.

First pass: arithmetic and the way up to a root we trust, as of the time stamp (or of now).
Second pass: the same with fresh revocation lists and OCSP answers, fetched by us over the
wire for the certificates of the path found, never from addresses a stranger wrote.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

from asn1crypto import ocsp, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Unavailable

from . import authority, trust
from .types import VERDICTS, Sentence, SignatureCheck, Verdict

# What parsers throw at a file that was made to be wrong.
_BROKEN = (
    PdfError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError,
    ArithmeticError, RecursionError, AssertionError, NotImplementedError,
)  # fmt: skip

# A forged document is an everyday thing here; pyHanko's tracebacks about it are noise.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def check_pdf(data: bytes, at: datetime) -> Verdict:
    """Return what the signatures of `data` are worth as of `at`."""
    try:
        reader = PdfFileReader(BytesIO(data), strict=True)
        if reader.encrypted:
            return _verdict("unreadable")
        found = list(reader.embedded_regular_signatures)
    except _BROKEN:
        return _verdict("altered" if b"/ByteRange" in data else "unreadable")
    if not found:
        return _verdict("altered" if b"/ByteRange" in data else "unsigned")
    checks = tuple(_check(signature, data, at) for signature in found)
    worst = max(checks, key=lambda check: list(VERDICTS).index(check.code))
    last = checks[-1]
    if not last.covers_whole_file and worst.ok:
        worst = replace(last, code="altered")
        checks = (*checks[:-1], worst)
    return _verdict(worst.code, checks)


def _check(signature: EmbeddedPdfSignature, data: bytes, at: datetime) -> SignatureCheck:
    try:
        known = _who(signature)
        if not _is_canonical(signature, data):
            return replace(known, code="altered")
        roots = trust.trusted_roots()
        first = _validate(signature, roots, at=at)
    except _BROKEN:
        return SignatureCheck(code="altered", field=str(signature.field_name or ""))
    stamp = first.timestamp_validity
    stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    if stamped and stamp is not None:
        known = replace(known, signed_at=stamp.timestamp, timestamped=True, level="B-T")
    known = replace(known, covers_whole_file=first.coverage == SignatureCoverageLevel.ENTIRE_FILE)
    if not (first.intact and first.valid) or not _changes_allowed(first):
        return replace(known, code="altered")
    if stamp is not None and not (stamp.intact and stamp.valid):
        return replace(known, code="altered")
    if stamp is not None and not stamped:
        return replace(known, code="stamp_unknown")
    moment = known.signed_at if stamped and known.signed_at else at
    try:
        if stamped:
            first = _validate(signature, roots, at=at, moment=moment)
        if first.validation_path is None or first.trust_problem_indic is not None:
            return replace(known, code=_code_of(first.trust_problem_indic))
        return _with_revocation(signature, first, known, roots, at, moment)
    except _BROKEN:
        return replace(known, code="altered")


def _with_revocation(
    signature: EmbeddedPdfSignature,
    first: PdfSignatureStatus,
    known: SignatureCheck,
    roots: list[x509.Certificate],
    at: datetime,
    moment: datetime,
) -> SignatureCheck:
    paths = [first.validation_path]
    if known.timestamped and first.timestamp_validity is not None:
        paths.append(first.timestamp_validity.validation_path)
    try:
        status = _status_of([path for path in paths if path is not None])
    except (Unavailable, ValueError):
        return replace(known, code="revocation_unknown")
    second = _validate(signature, roots, at=at, moment=moment, status=status)
    if second.revocation_details is not None:
        gone = second.revocation_details.revocation_date
        return replace(known, code="revoked", revoked_at=gone)
    stamp = second.timestamp_validity
    if known.timestamped and not (stamp and stamp.trusted):
        revoked = stamp is not None and stamp.revocation_details is not None
        return replace(known, code="revoked" if revoked else "revocation_unknown")
    if second.validation_path is None or second.trust_problem_indic is not None:
        return replace(known, code=_code_of(second.trust_problem_indic, revocation=True))
    return replace(known, code="valid" if known.timestamped else "unstamped")


def _validate(
    signature: EmbeddedPdfSignature,
    roots: list[x509.Certificate],
    *,
    at: datetime,
    moment: datetime | None = None,
    status: dict[str, list[Any]] | None = None,
) -> PdfSignatureStatus:
    """Run pyHanko's check; with `status` every certificate's revocation must be known."""
    said: dict[str, Any] = {
        "trust_roots": roots,
        "allow_fetching": False,
        "revocation_mode": "require" if status else "soft-fail",
        "retroactive_revinfo": True,
        **(status or {}),
    }
    signer_context = ValidationContext(moment=moment or at, **said)
    stamp_context = ValidationContext(moment=at, **said)
    return asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=signer_context,
            ts_validation_context=stamp_context,
        )
    )


def _status_of(paths: list[ValidationPath]) -> dict[str, list[Any]]:
    """Return OCSP answers and revocation lists for every certificate below the roots."""
    ocsps: list[Any] = []
    lists: dict[bytes, Any] = {}
    for path in paths:
        certificates = list(path)
        for issuer, cert in pairwise(certificates):
            assert isinstance(cert, x509.Certificate)
            assert isinstance(issuer, x509.Certificate)
            answer = authority.ocsp_answer(cert, issuer)
            if answer is not None:
                ocsps.append(answer)
            # An answer "revoked since yesterday" does not speak for a signature of last year:
            # the list with its dates does.
            if (answer is None or not _is_good(answer)) and (listed := authority.crl_of(cert)):
                lists[listed.dump()] = listed
    return {"ocsps": ocsps, "crls": list(lists.values())}


def _is_good(answer: ocsp.OCSPResponse) -> bool:
    responses = answer.basic_ocsp_response["tbs_response_data"]["responses"]
    return all(single["cert_status"].name == "good" for single in responses)


def _who(signature: EmbeddedPdfSignature) -> SignatureCheck:
    cert = signature.signer_cert
    subject = cert.subject.native
    return SignatureCheck(
        code="altered",
        field=str(signature.field_name or ""),
        signer_name=_text(subject.get("common_name")),
        title=_text(subject.get("title")),
        agency=_text(subject.get("organization_name")),
        agency_code=_text(subject.get("organization_identifier")),
        signed_at=signature.self_reported_timestamp,
        level="B-B",
        serial=f"{cert.serial_number:x}",
        issuer=_text(cert.issuer.native.get("common_name")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_canonical(signature: EmbeddedPdfSignature, data: bytes) -> bool:
    """Say whether the gap that no signature covers holds the signature and zeros, nothing else."""
    start, length, end, _ = (int(number) for number in signature.byte_range)
    gap = data[start + length : end]
    held = signature.pkcs7_content
    digits = bytes(held).hex()
    if gap[:1] != b"<" or gap[-1:] != b">" or start != 0:
        return False
    written = gap[1:-1]
    if written not in (digits.encode(), digits.upper().encode()):
        return False
    der = signature.signed_data.contents
    return der is not None and not bytes(held).rstrip(b"\0")[_length(held) :]


def _length(der: bytes) -> int:
    """Return how many bytes the first DER value of `der` takes."""
    first = der[1]
    if first < 0x80:
        return 2 + first
    count = first & 0x7F
    return 2 + count + int.from_bytes(der[2 : 2 + count], "big")


def _changes_allowed(status: PdfSignatureStatus) -> bool:
    """Say whether what was written after this signature is only further signatures."""
    found = status.diff_result
    if isinstance(found, SuspiciousModification):
        return False
    level = status.modification_level
    return level is not None and level <= ModificationLevel.FORM_FILLING


def _code_of(problem: AdESSubIndic | None, *, revocation: bool = False) -> str:
    if problem in (AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE):
        return "revoked"
    if problem in (
        AdESIndeterminate.EXPIRED,
        AdESIndeterminate.NOT_YET_VALID,
        AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
        AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
    ):
        return "expired"
    return "revocation_unknown" if revocation else "signer_unknown"


def _verdict(code: str, checks: tuple[SignatureCheck, ...] = ()) -> Verdict:
    sentences = [Sentence(code=f"signing.verdict_{code}")]
    for check in checks:
        if not check.signer_name:
            continue
        params = {
            "name": check.signer_name,
            "agency": check.agency or check.issuer,
            "at": clock.local(check.signed_at).isoformat() if check.signed_at else "",
        }
        kind = "stamped" if check.timestamped else "claimed"
        sentences.append(Sentence(code=f"signing.verdict_signer_{kind}", params=params))
        if check.revoked_at:
            sentences.append(
                Sentence(
                    code="signing.verdict_revoked_at",
                    params={"at": clock.local(check.revoked_at).isoformat()},
                )
            )
    if len(checks) == 1 and checks[0].covers_whole_file and code in ("valid", "unstamped"):
        sentences.append(Sentence(code="signing.verdict_whole"))
    return Verdict(code=code, summary=tuple(sentences), signatures=checks)

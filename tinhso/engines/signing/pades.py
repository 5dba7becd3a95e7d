"""PAdES signatures, made step by step so that the time stamp is fetched outside the event loop.

ETSI EN 319 142-1: baseline B-B, and with a signature time stamp B-T. SHA-256, RSA.
"""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, pem, x509
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .keys import KeyStore
from .mark import mark_lines, mark_style
from .models import Certificate
from .types import Appearance

RESERVED = 32 * 1024  # hexadecimal digits kept for signature, certificates and time stamp


class CannotSign(Exception):  # noqa: N818  says what is the matter with the document
    """The PDF does not take a signature: not a PDF, encrypted, or certified against changes."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signed document; `level` is "B-T" with a time stamp, else "B-B"."""

    data: bytes
    level: str
    signed_at: datetime


class KeyStoreSigner(signers.Signer):
    """pyHanko's idea of a signer over our key store."""

    def __init__(self, certificate: Certificate, store: KeyStore) -> None:
        chain = SimpleCertificateStore()
        chain.register_multiple(load_certificates(certificate.chain_pem))
        super().__init__(
            signing_cert=load_certificates(certificate.pem)[0],
            cert_registry=chain,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            embed_roots=False,
        )
        self._store = store
        self._label = certificate.key_label

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(f"Only SHA-256 is signed, not {digest_algorithm}")
        return bytes(256) if dry_run else self._store.sign(self._label, data)


def sign_pdf(
    data: bytes,
    *,
    certificate: Certificate,
    store: KeyStore,
    at: datetime,
    field: str,
    reason: str = "",
    appearance: Appearance | None = None,
    stamp: Callable[[bytes], cms.ContentInfo] | None = None,
) -> Signed:
    """Return `data` with one more signature, written after what was there.

    `stamp` turns the digest of the signature into a time-stamp token; what it raises
    passes through, and nothing was signed then. Raises CannotSign, KeyUnavailable.
    """
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        session = _pdf_signer(certificate, store, at, field, reason, appearance)
        session_at = session.init_signing_session(writer)
        session_at.system_time = at
        document = session_at.prepare_tbs_document(
            validation_info=None,  # no validation material inside: that would be B-LT
            bytes_reserved=RESERVED,
        )
        output = BytesIO()
        prepared, _ = document.digest_tbs_document(output=output)
    except (PdfError, ValueError, KeyError, SigningError) as error:
        raise CannotSign(str(error)) from error
    signature = asyncio.run(
        session.signer.async_sign(
            prepared.document_digest, digest_algorithm="sha256", use_pades=True
        )
    )
    if stamp is not None:
        _add_stamp(signature, stamp)
    PdfTBSDocument.finish_signing(output, prepared, signature)
    return Signed(data=output.getvalue(), level="B-T" if stamp else "B-B", signed_at=at)


def load_certificates(text: str) -> list[x509.Certificate]:
    """Return the certificates of a PEM text, in its order."""
    if not text.strip():
        return []
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(text.encode(), multiple=True)]


def _pdf_signer(
    certificate: Certificate,
    store: KeyStore,
    at: datetime,
    field: str,
    reason: str,
    appearance: Appearance | None,
) -> signers.PdfSigner:
    spec = fields.SigFieldSpec(sig_field_name=field)
    style = None
    if appearance is not None:
        left, bottom, right, top = (round(edge) for edge in appearance.box)
        spec = fields.SigFieldSpec(
            sig_field_name=field, on_page=appearance.page, box=(left, bottom, right, top)
        )
        style = mark_style(mark_lines(certificate, at, width=right - left))
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason or None,
        name=certificate.common_name,
        location=certificate.agency_name or None,
    )
    return signers.PdfSigner(
        meta, KeyStoreSigner(certificate, store), stamp_style=style, new_field_spec=spec
    )


def _add_stamp(signature: cms.ContentInfo, stamp: Callable[[bytes], cms.ContentInfo]) -> None:
    signer = signature["content"]["signer_infos"][0]
    token = stamp(hashlib.sha256(signer["signature"].native).digest())
    signer["unsigned_attrs"] = cms.CMSAttributes(
        [
            cms.CMSAttribute(
                {
                    "type": cms.CMSAttributeType("signature_time_stamp_token"),
                    "values": (token,),
                }
            )
        ]
    )

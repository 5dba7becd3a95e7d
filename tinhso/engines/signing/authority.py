"""What we ask of the certification authority and the time-stamping authority, over the wire.

`ca` answers enrolment (demonstration only), OCSP (RFC 6960) and CRLs (RFC 5280); `tsa` answers
time-stamp requests (RFC 3161). Addresses written in a certificate are never followed blindly:
only their path is taken, and only the configured peer is asked.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from asn1crypto import algos, cms, crl, ocsp, tsp, x509
from cryptography import x509 as c_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp as c_ocsp
from django.conf import settings
from django.core.cache import cache

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.wire.client import client
from tinhso.foundation.wire.peers import get_peer

PURPOSE_STAMP = "signing.stamp"
PURPOSE_STATUS = "signing.status"
PURPOSE_ENROL = "signing.enrol"


@dataclass(frozen=True, kw_only=True)
class Enrolled:
    """A fresh certificate and its issuers, PEM, nearest first; the last is the root."""

    certificate: str
    chain: tuple[str, ...]


def enrol(csr_pem: str) -> Enrolled:
    """Ask the (simulated) authority for a certificate. Raises Unavailable."""
    response = client("ca").post(
        "enrol",
        json={"csr": csr_pem},
        purpose=PURPOSE_ENROL,
        idempotency_key=sha256(csr_pem.encode()).hexdigest(),
    )
    if response.status_code != 200:
        raise Unavailable("signing.enrolment_refused", status=response.status_code)
    said = response.json()
    return Enrolled(certificate=said["certificate"], chain=tuple(said["chain"]))


def revoke(serial: str, reason: str = "key_compromise") -> datetime:
    """Ask the (simulated) authority to revoke a certificate; return since when."""
    response = client("ca").post("revoke", content=json.dumps({"serial": serial, "reason": reason}))
    if response.status_code != 200:
        raise Unavailable("signing.enrolment_refused", status=response.status_code)
    cache.delete_many([f"signing:ocsp:{serial}"])
    return datetime.fromisoformat(response.json()["revoked_at"])


def has_tsa() -> bool:
    """Say whether a time-stamping authority is configured."""
    return bool(get_peer("tsa").url)


def stamp(digest: bytes, *, subject: Subject | None = None) -> cms.ContentInfo:
    """Return a time-stamp token over the SHA-256 `digest`. Raises Unavailable."""
    nonce = secrets.randbits(63)
    request = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "hashed_message": digest,
            },
            "cert_req": True,
            "nonce": nonce,
        }
    ).dump()
    response = client("tsa").post(
        "",
        content=request,
        headers={
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
        },
        subject=subject,
        purpose=PURPOSE_STAMP,
        idempotency_key=sha256(request).hexdigest(),
    )
    try:
        answer = tsp.TimeStampResp.load(response.content, strict=True)
        if answer["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise ValueError("not granted")
        token = answer["time_stamp_token"]
        said = token["content"]["encap_content_info"]["content"].parsed
        if said["nonce"].native != nonce:
            raise ValueError("another nonce")
        if said["message_imprint"]["hashed_message"].native != digest:
            raise ValueError("another imprint")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unavailable("signing.stamp_refused", said=str(error)[:80]) from error
    assert isinstance(token, cms.ContentInfo)
    return token


def ocsp_answer(cert: x509.Certificate, issuer: x509.Certificate) -> ocsp.OCSPResponse | None:
    """Return a fresh OCSP answer about `cert`; None when it names no responder.

    Kept no longer than its own nextUpdate. Raises Unavailable.
    """
    urls = cert.ocsp_urls
    if not urls:
        return None
    key = f"signing:ocsp:{cert.serial_number:x}"
    if kept := _kept(key):
        return ocsp.OCSPResponse.load(kept)
    builder = c_ocsp.OCSPRequestBuilder().add_certificate(
        _other(cert), _other(issuer), hashes.SHA256()
    )
    request = builder.build().public_bytes(serialization.Encoding.DER)
    response = client("ca").post(
        _path(urls[0]),
        content=request,
        headers={"Content-Type": "application/ocsp-request"},
        purpose=PURPOSE_STATUS,
        idempotency_key=sha256(request).hexdigest(),
    )
    answer = ocsp.OCSPResponse.load(response.content)
    if response.status_code != 200 or answer["response_status"].native != "successful":
        raise Unavailable("signing.status_refused", status=response.status_code)
    single = answer.basic_ocsp_response["tbs_response_data"]["responses"][0]
    _keep(key, response.content, single["this_update"].native, single["next_update"].native)
    return answer


def crl_of(cert: x509.Certificate) -> crl.CertificateList | None:
    """Return the list of revoked certificates that covers `cert`; None when it names none.

    Kept no longer than its own nextUpdate. Raises Unavailable.
    """
    points = [url for point in cert.crl_distribution_points for url in _urls(point)]
    if not points:
        return None
    path = _path(points[0])
    key = f"signing:crl:{path}"
    if kept := _kept(key):
        return crl.CertificateList.load(kept)
    response = client("ca").get(path, purpose=PURPOSE_STATUS)
    if response.status_code != 200:
        raise Unavailable("signing.status_refused", status=response.status_code)
    found = crl.CertificateList.load(response.content)
    body = found["tbs_cert_list"]
    _keep(key, response.content, body["this_update"].native, body["next_update"].native)
    return found


def forget_status() -> None:
    """Ask again at the next check. For tests."""
    cache.clear()


def _keep(key: str, data: bytes, since: datetime, until: datetime | None) -> None:
    """Keep an answer until `until` on the platform's clock, a day of the machine's at most."""
    if until is None:
        return
    seconds = min((until - clock.now()).total_seconds(), timedelta(days=1).total_seconds())
    if seconds > 0:
        cache.set(key, (since, until, data), int(seconds) or 1)


def _kept(key: str) -> bytes | None:
    """Return an answer that is of this moment: the demo's clock may have moved either way."""
    kept = cache.get(key)
    if kept is None:
        return None
    since, until, data = kept
    assert isinstance(data, bytes)
    return data if since <= clock.now() < until else None


def _path(url: str) -> str:
    """Return the path of `url` below the peer's own path: hosts in certificates are not asked."""
    base = urlsplit(str(settings.PEERS["ca"]["url"])).path.rstrip("/")
    return urlsplit(url).path.removeprefix(base).lstrip("/")


def _urls(point: Any) -> list[str]:
    name = point["distribution_point"]
    if name.name != "full_name":
        return []
    return [str(item.native) for item in name.chosen]


def _other(cert: x509.Certificate) -> c_x509.Certificate:
    return c_x509.load_der_x509_certificate(cert.dump())

"""Keys, certificates, revocation and time stamps of the simulated Government authority.

Keys are made at the first start and kept in `TINHSO_HOME/sims/ca`; nobody outside this
demonstration trusts them. `sims.ca` and `sims.tsa` are its doors.
"""

import json
import os
import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import ocsp, tsp
from asn1crypto import x509 as asn1_x509
from certomancer.services import (
    RevocationInfoInterface,
    SimpleOCSPResponder,
    TimeStamper,
    choose_signed_digest,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

BASE = os.environ.get("TINHSO_SIMULATORS_URL", "http://127.0.0.1:8100")
VALID = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 12, 31, tzinfo=UTC))
ORGANISATION = "Ban Cơ yếu Chính phủ (mô phỏng)"
NAMES = {
    "root": "CA gốc mô phỏng",
    "issuing": "CA mô phỏng, chữ ký số công vụ G1",
    "ocsp": "OCSP mô phỏng",
    "tsa": "Dấu thời gian mô phỏng",
}
OCSP_MINUTES = 10
CRL_HOURS = 6


class Authority:
    """The keys, the certificates and the list of what was issued, in one folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.lock = threading.Lock()
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.keys = {name: self._key(name, 3072 if name == "root" else 2048) for name in NAMES}
        self.certs: dict[str, x509.Certificate] = {}
        for name in NAMES:
            self.certs[name] = self._certificate(name)
        self._issued = home / "issued.json"

    @property
    def issued(self) -> dict[str, dict[str, str]]:
        return json.loads(self._issued.read_text()) if self._issued.exists() else {}

    def note(self, serial: int, **facts: str) -> None:
        with self.lock:
            rows = self.issued
            rows[f"{serial:x}"] = rows.get(f"{serial:x}", {}) | facts
            fresh = self._issued.with_suffix(".new")
            fresh.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
            fresh.replace(self._issued)

    def enrol(self, csr: x509.CertificateSigningRequest) -> x509.Certificate:
        """Issue a signing certificate for the name and key of `csr`."""
        usage = _usage(digital_signature=True, content_commitment=True)
        made = self._sign(csr.subject, csr.public_key(), "issuing", [(usage, True)])
        self.note(made.serial_number, subject=csr.subject.rfc4514_string(), revoked_at="")
        return made

    def crl(self, issuer: str, at: datetime) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certs[issuer].subject)
            .last_update(at)
            .next_update(at + timedelta(hours=CRL_HOURS))
            .add_extension(_authority_key(self.keys[issuer]), critical=False)
            .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        )
        for serial, facts in self.issued.items() if issuer == "issuing" else ():
            if (gone := facts["revoked_at"]) and datetime.fromisoformat(gone) <= at:
                revoked = x509.RevokedCertificateBuilder().serial_number(int(serial, 16))
                revoked = revoked.revocation_date(datetime.fromisoformat(gone))
                flag = x509.CRLReason(x509.ReasonFlags(facts["reason"]))
                builder = builder.add_revoked_certificate(
                    revoked.add_extension(flag, critical=False).build()
                )
        made = builder.sign(self.keys[issuer], hashes.SHA256())
        return made.public_bytes(serialization.Encoding.DER)

    def ocsp(self, request: bytes, at: datetime) -> bytes:
        responder = SimpleOCSPResponder(
            _asn1(self.certs["ocsp"]), _asn1_key(self.keys["ocsp"]),
            choose_signed_digest("sha256", _asn1(self.certs["ocsp"]).public_key),
            at, _Status(self), timedelta(minutes=OCSP_MINUTES),
        )  # fmt: skip
        return bytes(responder.build_ocsp_response(ocsp.OCSPRequest.load(request)).dump())

    def stamp(self, request: bytes, at: datetime) -> bytes:
        stamper = TimeStamper(
            _asn1(self.certs["tsa"]), _asn1_key(self.keys["tsa"]), fixed_dt=at,
            certs_to_embed=[_asn1(self.certs["issuing"])],
            policy=tsp.ObjectIdentifier("2.25.24680.1"),
        )  # fmt: skip
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())

    def _key(self, name: str, bits: int) -> rsa.RSAPrivateKey:
        path = self.home / f"{name}.key"
        if path.exists():
            kept = serialization.load_pem_private_key(path.read_bytes(), None)
            assert isinstance(kept, rsa.RSAPrivateKey)
            return kept
        made = rsa.generate_private_key(65537, bits)
        path.touch(mode=0o600)
        path.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return made

    def _certificate(self, name: str) -> x509.Certificate:
        path = self.home / f"{name}.crt"
        if path.exists():
            return x509.load_pem_x509_certificate(path.read_bytes())
        ca = _usage(key_cert_sign=True, crl_sign=True)
        sign = _usage(digital_signature=True)
        extra: dict[str, list[tuple[x509.ExtensionType, bool]]] = {
            "root": [(x509.BasicConstraints(True, 1), True), (ca, True)],
            "issuing": [(x509.BasicConstraints(True, 0), True), (ca, True)],
            "ocsp": [
                (sign, True),
                (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False),
                (x509.OCSPNoCheck(), False),
            ],
            "tsa": [
                (sign, True),
                (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
            ],
        }
        issuer = "root" if name in ("root", "issuing") else "issuing"
        subject = x509.Name([
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, NAMES[name]),
        ])  # fmt: skip
        made = self._sign(subject, self.keys[name].public_key(), issuer, extra[name])
        path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        return made

    def _sign(
        self,
        subject: x509.Name,
        key: Any,
        issuer: str,
        extra: list[tuple[x509.ExtensionType, bool]],
    ) -> x509.Certificate:
        own = key.public_numbers() == self.keys["root"].public_key().public_numbers()
        issuer_name = subject if own else self.certs[issuer].subject
        builder = x509.CertificateBuilder(
            issuer_name, subject, key, x509.random_serial_number(), *VALID
        )
        pointers: list[tuple[x509.ExtensionType, bool]] = [
            (x509.SubjectKeyIdentifier.from_public_key(key), False),
            (_authority_key(self.keys[issuer]), False),
        ]
        if not own:
            at_crl = x509.DistributionPoint([_url(f"/ca/{issuer}.crl")], None, None, None)
            where = [
                x509.AccessDescription(
                    AuthorityInformationAccessOID.CA_ISSUERS, _url(f"/ca/{issuer}.crt")
                )
            ]
            if issuer == "issuing":
                where.append(
                    x509.AccessDescription(AuthorityInformationAccessOID.OCSP, _url("/ca/ocsp"))
                )
            pointers += [
                (x509.CRLDistributionPoints([at_crl]), False),
                (x509.AuthorityInformationAccess(where), False),
            ]
        for extension, critical in pointers + extra:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self.keys[issuer], hashes.SHA256())


class _Status(RevocationInfoInterface):
    def __init__(self, authority: Authority) -> None:
        self.authority = authority

    def get_issuer_cert(self) -> asn1_x509.Certificate:
        return _asn1(self.authority.certs["issuing"])

    def check_revocation_status(self, cid: Any, at_time: datetime) -> tuple[Any, list[Any]]:
        serial = cid["serial_number"].native
        facts = self.authority.issued.get(f"{serial:x}")
        known = {self.authority.certs[name].serial_number for name in ("ocsp", "tsa")}
        if facts is None and serial not in known:
            return ocsp.CertStatus("unknown"), []
        gone = (facts or {}).get("revoked_at")
        if gone and datetime.fromisoformat(gone) <= at_time:
            reason = x509.ReasonFlags((facts or {})["reason"]).name
            return ocsp.CertStatus("revoked", value={
                "revocation_time": datetime.fromisoformat(gone), "revocation_reason": reason,
            }), []  # fmt: skip
        return ocsp.CertStatus("good"), []


@cache
def authority(home: str = "") -> Authority:
    """Return the authority kept in `home`, by default in `TINHSO_HOME/sims/ca`."""
    return Authority(Path(home or Path(os.environ.get("TINHSO_HOME", "var")) / "sims" / "ca"))


def _usage(**said: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: said.get(name, False) for name in names})


def _authority_key(key: rsa.RSAPrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _url(path: str) -> x509.UniformResourceIdentifier:
    return x509.UniformResourceIdentifier(BASE + path)


def _asn1(cert: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(cert.public_bytes(serialization.Encoding.DER))


def _asn1_key(key: rsa.RSAPrivateKey) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )

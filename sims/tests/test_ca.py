"""The simulated authority, seen by its own client."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID
from werkzeug.test import Client

from sims import authority, ca, tsa

AT = datetime(2026, 8, 13, 2, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def csr() -> x509.CertificateSigningRequest:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Đỗ Minh Khoa")])
    return x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())


def test_keys_and_certificates_are_made_once(tmp_path: Path) -> None:
    first = authority.Authority(tmp_path)
    again = authority.Authority(tmp_path)
    assert first.certs == again.certs
    assert (tmp_path / "root.key").stat().st_mode & 0o777 == 0o600
    again.certs["issuing"].verify_directly_issued_by(first.certs["root"])
    again.certs["tsa"].verify_directly_issued_by(first.certs["issuing"])


def test_an_enrolled_certificate_is_good_until_it_is_revoked(
    csr: x509.CertificateSigningRequest,
) -> None:
    client = Client(ca.app)
    pem = csr.public_bytes(serialization.Encoding.PEM).decode()
    said = client.post("/enrol", json={"csr": pem}).get_json()
    cert = x509.load_pem_x509_certificate(said["certificate"].encode())
    issuer = x509.load_pem_x509_certificate(said["chain"][0].encode())
    cert.verify_directly_issued_by(issuer)
    assert (cert.not_valid_before_utc.year, cert.not_valid_after_utc.year) == (2024, 2036)
    request = ocsp.OCSPRequestBuilder().add_certificate(cert, issuer, hashes.SHA256()).build()
    asked = request.public_bytes(serialization.Encoding.DER)

    def status(at: datetime) -> ocsp.OCSPCertStatus:
        return ocsp.load_der_ocsp_response(authority.authority().ocsp(asked, at)).certificate_status

    assert status(AT) == ocsp.OCSPCertStatus.GOOD
    authority.authority().note(
        cert.serial_number, revoked_at=AT.isoformat(), reason="keyCompromise"
    )
    assert status(AT - timedelta(seconds=1)) == ocsp.OCSPCertStatus.GOOD
    assert status(AT) == ocsp.OCSPCertStatus.REVOKED
    listed = x509.load_der_x509_crl(authority.authority().crl("issuing", AT))
    public_key = issuer.public_key()
    assert isinstance(public_key, rsa.RSAPublicKey)
    assert listed.is_signature_valid(public_key)
    assert listed.get_revoked_certificate_by_serial_number(cert.serial_number) is not None


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/enrol", b"{}", 400),
        ("/enrol", b"not json", 400),
        ("/revoke", b'{"serial": "12ab"}', 400),
        ("/ocsp", b"not asn.1", 400),
        ("/nowhere", b"{}", 404),
    ],
)
def test_nonsense_is_refused(path: str, data: bytes, status: int) -> None:
    assert Client(ca.app).post(path, data=data).status_code == status


def test_each_door_says_what_it_stands_for() -> None:
    for app in (ca.app, tsa.app):
        assert "Ban Cơ yếu" in Client(app).get("/").get_data(as_text=True)
    assert Client(tsa.app).post("/", data=b"nonsense").status_code == 400
    assert Client(ca.app).get("/root.crt").data.startswith(b"-----BEGIN CERTIFICATE")
    assert Client(ca.app).get("/nowhere").status_code == 404

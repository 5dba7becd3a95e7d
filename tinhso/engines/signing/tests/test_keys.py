"""Where keys live: encrypted files, and a PKCS#11 token (SoftHSM2 where it is installed)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tinhso.engines.signing import authority, services
from tinhso.engines.signing.csr import make_csr
from tinhso.engines.signing.keys import KeyStore, KeyUnavailable, forget_key_store, key_store
from tinhso.engines.signing.keys.files import FileKeys
from tinhso.engines.signing.measure import measure_signing
from tinhso.engines.signing.models import Certificate
from tinhso.engines.signing.pades import sign_pdf
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import Who

from .pdfs import plain_pdf

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")


def _is_right(store: KeyStore, label: str) -> bool:
    key = serialization.load_der_public_key(store.public_key(label))
    assert isinstance(key, rsa.RSAPublicKey)
    assert key.key_size >= 2048
    key.verify(store.sign(label, b"said"), b"said", padding.PKCS1v15(), hashes.SHA256())
    return True


def test_a_key_file_is_encrypted_and_its_owners_alone(tmp_path: Path) -> None:
    store = FileKeys(tmp_path / "keys", "a password")
    store.make_key("khoa-1")
    file = tmp_path / "keys" / "khoa-1.pem"
    assert b"ENCRYPTED PRIVATE KEY" in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert _is_right(store, "khoa-1")
    kept = file.read_bytes()
    store.make_key("khoa-1")
    assert file.read_bytes() == kept
    with pytest.raises(KeyUnavailable, match="password"):
        FileKeys(tmp_path / "keys", "another").sign("khoa-1", b"said")


@pytest.mark.parametrize("label", ["nobody", "../secret-key", "", "a/b"])
def test_there_is_no_key_by_that_label(tmp_path: Path, label: str) -> None:
    with pytest.raises(KeyUnavailable):
        FileKeys(tmp_path, "a password").sign(label, b"said")


def test_without_a_password_there_is_no_key_store(tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailable, match="TINHSO_KEY_PASSWORD"):
        FileKeys(tmp_path, "")


def test_a_request_names_the_person_and_proves_the_key(tmp_path: Path) -> None:
    store = FileKeys(tmp_path, "a password")
    store.make_key("khoa-1")
    agency = "Ủy ban nhân dân xã Hạc Lâm"
    text = make_csr(
        store, "khoa-1", common_name="Đỗ Minh Khoa", title="Chủ tịch",
        agency_code="H99.112", agency_name=agency,
    )  # fmt: skip
    request = x509.load_pem_x509_csr(text.encode())
    assert request.is_signature_valid
    said = {part.rfc4514_attribute_name: part.value for part in request.subject}
    assert (said["CN"], said["O"], said["C"]) == ("Đỗ Minh Khoa", agency, "VN")


def test_throughput_is_measured_against_the_bare_key(certificate: Certificate) -> None:
    found = measure_signing(plain_pdf(), certificate=certificate, store=key_store(), documents=5)
    assert found.documents == 5
    assert found.p95_ms >= found.p50_ms > found.floor_p50_ms > 0


@pytest.fixture
def token(tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[KeyStore]:
    if not MODULE.exists() or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed")
    (tmp_path / "tokens").mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "tinhso", "--pin", "1234",  # noqa: S607
         "--so-pin", "5678"],
        check=True, capture_output=True,
    )  # fmt: skip
    settings.SIGNING_PKCS11 = {  # type: ignore[attr-defined]
        "module": str(MODULE), "token": "tinhso", "pin": "1234",
    }  # fmt: skip
    forget_key_store()
    yield key_store()
    forget_key_store()
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.mark.pkcs11
def test_a_token_signs_and_keeps_its_keys(token: KeyStore, ca_up: None) -> None:
    from tinhso.engines.signing.keys.token import TokenKeys

    assert isinstance(token, TokenKeys)
    token.make_key("khoa-1")
    first = token.public_key("khoa-1")
    token.make_key("khoa-1")
    assert token.public_key("khoa-1") == first
    assert _is_right(token, "khoa-1")
    with pytest.raises(KeyUnavailable):
        token.sign("nobody", b"said")
    with pytest.raises(KeyUnavailable):
        token.public_key("nobody")
    # From the key in the token to a valid, stamped signature.
    who = Who(account="7d3fca0a-6e7e-4c0e-9b1b-3a1f1d1f9a01", name="Đỗ Minh Khoa", kind="official")
    certificate = services.issue_certificate_for(who.account, common_name=who.name)
    signed = sign_pdf(
        plain_pdf(), certificate=certificate, store=token, at=clock.now(), field="Signature1",
        stamp=authority.stamp,
    )  # fmt: skip
    assert services.verify_pdf(signed.data).code == "valid"
    with pytest.raises(KeyUnavailable):
        TokenKeys(module=str(MODULE), token="another", pin="1234").sign("khoa-1", b"said")

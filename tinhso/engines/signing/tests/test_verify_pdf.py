"""Verdicts, each from a document made for it."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from werkzeug.wrappers import Request, Response

from sims import authority as sim
from tinhso.engines.signing import authority, services
from tinhso.engines.signing.csr import make_csr
from tinhso.engines.signing.keys import key_store
from tinhso.engines.signing.models import Certificate
from tinhso.engines.signing.pades import sign_pdf
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import SYSTEM
from tinhso.foundation.wire.testing import mount

from .conftest import DEMO_DAY
from .pdfs import plain_pdf


def _sign(certificate: Certificate, *, stamped: bool = True, data: bytes | None = None) -> bytes:
    return sign_pdf(
        data or plain_pdf(),
        certificate=certificate,
        store=key_store(),
        at=clock.now(),
        field="Signature1",
        stamp=authority.stamp if stamped else None,
    ).data


def _strangers_certificate(home: Path, certificate: Certificate) -> Certificate:
    """Return the same person under an authority that nobody here trusts."""
    other = sim.Authority(home)
    csr = make_csr(key_store(), certificate.key_label, common_name=certificate.common_name)
    made = other.enrol(x509.load_pem_x509_csr(csr.encode()))
    pem = serialization.Encoding.PEM
    return Certificate(
        common_name=certificate.common_name,
        key_label=certificate.key_label,
        pem=made.public_bytes(pem).decode(),
        chain_pem=other.certs["issuing"].public_bytes(pem).decode(),
    )


def test_an_unstamped_signature_says_that_it_is(certificate: Certificate) -> None:
    verdict = services.verify_pdf(_sign(certificate, stamped=False))
    assert (verdict.ok, verdict.code, verdict.timestamped) == (True, "unstamped", False)
    assert verdict.signatures[0].level == "B-B"
    assert verdict.summary[0].code == "signing.verdict_unstamped"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (plain_pdf(), "unsigned"),
        (b"", "unreadable"),
        (b"%PDF-1.7\n", "unreadable"),
        (b"\x89PNG\r\n\x1a\n", "unreadable"),
        (plain_pdf()[:-40], "unreadable"),
    ],
)
def test_what_is_not_signed_is_said_so(data: bytes, code: str) -> None:
    verdict = services.verify_pdf(data)
    assert (verdict.ok, verdict.code) == (False, code)
    assert verdict.signer_name == ""


def test_a_foreign_root_proves_nobody(certificate: Certificate, tmp_path: Path) -> None:
    stranger = _strangers_certificate(tmp_path, certificate)
    verdict = services.verify_pdf(_sign(stranger))
    assert (verdict.ok, verdict.code) == (False, "signer_unknown")


def test_a_time_stamp_of_a_stranger_proves_no_time(
    certificate: Certificate, tmp_path: Path
) -> None:
    other = sim.Authority(tmp_path)

    @Request.application
    def strangers_tsa(request: Request) -> Response:
        return Response(other.stamp(request.get_data(), clock.now().replace(microsecond=0)))

    with mount("tsa", strangers_tsa):
        verdict = services.verify_pdf(_sign(certificate))
    assert (verdict.ok, verdict.code) == (False, "stamp_unknown")


def test_a_certificate_that_had_ended_is_said_so(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sim,
        "VALID",
        (datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)),
    )
    services.withdraw_certificate(SYSTEM, certificate.uid)
    ended = services.issue_certificate_for(certificate.account_uid, common_name="Đỗ Minh Khoa")
    verdict = services.verify_pdf(_sign(ended))
    assert (verdict.ok, verdict.code) == (False, "expired")


def test_what_was_signed_before_the_revocation_stays_valid(certificate: Certificate) -> None:
    before = _sign(certificate)
    unstamped = _sign(certificate, stamped=False)
    clock.set_clock(DEMO_DAY + timedelta(hours=1), frozen=True)
    authority.revoke(certificate.serial)
    clock.set_clock(DEMO_DAY + timedelta(hours=2), frozen=True)
    assert services.verify_pdf(before).code == "valid"
    after = services.verify_pdf(_sign(certificate))
    assert (after.ok, after.code) == (False, "revoked")
    assert after.signatures[0].revoked_at == DEMO_DAY + timedelta(hours=1)
    # Nothing proves that the unstamped one is older than the revocation.
    assert services.verify_pdf(unstamped).code == "revoked"


def test_without_revocation_service_nothing_is_promised(certificate: Certificate) -> None:
    signed = _sign(certificate)
    with mount("ca", Response("away", 503)):
        verdict = services.verify_pdf(signed)
        assert (verdict.ok, verdict.code) == (False, "revocation_unknown")
    assert services.verify_pdf(signed).code == "valid"


def test_revocation_answers_are_not_used_after_their_next_update(certificate: Certificate) -> None:
    signed = _sign(certificate)
    assert services.verify_pdf(signed).code == "valid"
    with mount("ca", Response("away", 503)):
        clock.set_clock(DEMO_DAY + timedelta(minutes=sim.OCSP_MINUTES - 1), frozen=True)
        assert services.verify_pdf(signed).code == "valid"  # the kept answer still speaks
        clock.set_clock(DEMO_DAY + timedelta(minutes=sim.OCSP_MINUTES + 1), frozen=True)
        assert services.verify_pdf(signed).code == "revocation_unknown"
        clock.set_clock(DEMO_DAY - timedelta(minutes=1), frozen=True)
        assert services.verify_pdf(signed).code == "revocation_unknown"


def test_a_page_changed_by_a_later_update_is_an_alteration(certificate: Certificate) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(_sign(certificate)))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[generic.pdf_name("/MediaBox")] = generic.ArrayObject(
        generic.NumberObject(side) for side in (0, 0, 300, 300)
    )
    writer.update_container(page)
    changed = io.BytesIO()
    writer.write(changed)
    verdict = services.verify_pdf(changed.getvalue())
    assert (verdict.ok, verdict.code) == (False, "altered")


def test_anything_appended_is_an_alteration(certificate: Certificate) -> None:
    assert not services.verify_pdf(_sign(certificate) + b"%").ok


@pytest.mark.usefixtures("ca_up")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_anywhere_outside_the_signature_breaks_it(
    certificate: Certificate, where: float, flip: int
) -> None:
    signed = _signed_once(certificate.pem, certificate)
    start, end = _gap(signed)
    covered = [*range(start), *range(end, len(signed))]
    place = covered[int(where * len(covered))]
    broken = bytearray(signed)
    broken[place] ^= flip
    verdict = services.verify_pdf(bytes(broken))
    assert not verdict.ok, (place, verdict.code)


@pytest.mark.usefixtures("ca_up")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_in_the_signature_never_makes_another_story(
    certificate: Certificate, where: float, flip: int
) -> None:
    signed = _signed_once(certificate.pem, certificate)
    honest = services.verify_pdf(signed)
    start, end = _gap(signed)
    broken = bytearray(signed)
    broken[start + int(where * (end - start))] ^= flip
    verdict = services.verify_pdf(bytes(broken))
    if verdict.ok:
        assert (verdict.signer_name, verdict.agency) == (honest.signer_name, honest.agency)
        # Nothing covers the time stamp: taken away or never there is the same to see, and
        # the verdict says then that the time is not proven. Another time it never says.
        assert verdict.signed_at == honest.signed_at
        assert verdict.code == ("valid" if verdict.timestamped else "unstamped")


def test_a_changed_byte_in_the_padding_is_an_alteration(certificate: Certificate) -> None:
    signed = bytearray(_sign(certificate))
    _, end = _gap(bytes(signed))
    signed[end - 20] = ord("1")
    assert services.verify_pdf(bytes(signed)).code == "altered"


_kept: dict[str, bytes] = {}


def _signed_once(key: str, certificate: Certificate) -> bytes:
    return _kept.setdefault(key, b"") or _kept.setdefault(key + "!", _sign(certificate))


def _gap(signed: bytes) -> tuple[int, int]:
    """Return where the signature lies: the bytes that it does not cover."""
    start = signed.rindex(b"/Contents <") + len(b"/Contents ")
    return start, signed.index(b">", start) + 1


def test_the_gap_helper_finds_the_gap(certificate: Certificate) -> None:
    signed = _sign(certificate)
    start, end = _gap(signed)
    assert f"/ByteRange [0 {start} {end} {len(signed) - end}".encode() in signed


def test_the_verdict_speaks_vietnamese_or_english_by_itself(certificate: Certificate) -> None:
    said = services.verify_pdf(_sign(certificate)).as_json()
    assert said["ok"] is True
    assert said["signatures"][0]["covers_whole_file"] is True
    assert any("Đỗ Minh Khoa" in sentence for sentence in said["sentences"])
    assert said["summary"][0] == {"code": "signing.verdict_valid", "params": {}}

"""What other programs say about our documents: poppler's pdfsig, and our own command."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from tinhso.engines.signing import authority
from tinhso.engines.signing.cli import verify
from tinhso.engines.signing.keys import key_store
from tinhso.engines.signing.models import Certificate
from tinhso.engines.signing.pades import sign_pdf
from tinhso.engines.signing.types import Appearance
from tinhso.foundation.kernel import clock

from .pdfs import plain_pdf


@pytest.fixture
def signed(certificate: Certificate, tmp_path: Path) -> Path:
    made = sign_pdf(
        plain_pdf(), certificate=certificate, store=key_store(), at=clock.now(),
        field="Signature1", reason="Cấp Giấy khai sinh", stamp=authority.stamp,
        appearance=Appearance(page=0, box=(300.0, 80.0, 530.0, 140.0)),
    )  # fmt: skip
    path = tmp_path / "signed.pdf"
    path.write_bytes(made.data)
    return path


def test_pdfsig_says_that_the_signature_is_valid(signed: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("poppler-utils is not installed")
    said = _run(["pdfsig", "-nocert", str(signed)])
    assert "Signature Validation: Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert "Đỗ Minh Khoa" in said


def test_the_mark_on_the_page_says_who_for_whom_and_when(signed: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    said = _run(["pdftotext", "-layout", str(signed), "-"])
    assert "Người ký: Đỗ Minh Khoa" in said
    assert "Cơ quan: Ủy ban nhân dân xã Hạc Lâm" in said
    assert "Thời gian ký: 13/08/2026 09:30:00 +07:00" in said


def test_the_command_tells_by_words_and_by_exit_code(signed: Path, tmp_path: Path) -> None:
    good = CliRunner().invoke(verify, [str(signed), "--json", "--lang", "en"])
    assert good.exit_code == 0
    assert json.loads(good.output)["code"] == "valid"
    broken = bytearray(signed.read_bytes())
    broken[600] ^= 1
    other = tmp_path / "broken.pdf"
    other.write_bytes(broken)
    bad = CliRunner().invoke(verify, [str(other), "--lang", "en"])
    assert bad.exit_code == 1
    assert "altered" in bad.output
    other.write_bytes(b"not a PDF")
    assert CliRunner().invoke(verify, [str(other)]).exit_code == 2


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603

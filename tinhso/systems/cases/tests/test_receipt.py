"""The receipt (mẫu 01, TT 03/2025/TT-VPCP): everything the applicant leaves with."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.outbox import worker
from tinhso.systems.cases.receipts import receipt_data

from .factories import accepted

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    file = folder / "receipt.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(  # noqa: S603
        ["pdftotext", "-layout", str(file), "-"],  # noqa: S607
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return " ".join(said.stdout.split())


def test_the_receipt_says_what_was_taken_in_and_when_it_is_due(
    province: Cast, tmp_path: Path
) -> None:
    case = accepted(province)
    worker.drain()
    case.refresh_from_db()
    said = text_of(read_file(get_file(case.receipt_file)), tmp_path)
    for line in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        case.code,
        case.tracking_secret,
        "Trần Thị Quỳnh Như",
        "099196000017",
        "0999000017",
        "Nguyễn Trần Minh Khuê",
        "Giấy chứng sinh",
        "GCS-260803-00012",
        "Lê Thị Ánh Nguyệt",
        "13/08/2026",
        "1.001193",
    ):
        assert line.casefold() in said.casefold(), line
    assert "17 giờ 00" in said or "17:00" in said or "17 giờ" in said


def test_the_receipt_is_in_vietnamese_whatever_the_reader_speaks(province: Cast) -> None:
    from django.utils import translation

    case = accepted(province)
    with translation.override("en"):
        english = receipt_data(case)
    with translation.override("vi"):
        assert receipt_data(case) == english
    assert english["limit"] == "Trong ngày"
    assert english["online"] is True
    assert [paper["kind"] for paper in english["papers"]] == ["electronic", "electronic"]


def test_a_wanted_paper_is_named_on_the_receipt(province: Cast) -> None:
    data = receipt_data(accepted(province, result__delivery="counter"))
    assert "bản giấy" in data["delivery"]
    assert "bản giấy" not in receipt_data(accepted(province))["delivery"]


def test_a_late_registration_is_not_called_free(province: Cast) -> None:
    case = accepted(province)
    assert receipt_data(case)["fee"] == "Miễn phí"
    case.answers["child"]["born_on"] = "2026-05-01"
    assert "Hội đồng nhân dân" in receipt_data(case)["fee"]

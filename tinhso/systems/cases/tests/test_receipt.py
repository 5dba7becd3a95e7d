"""The receipt (mẫu 01, TT 03/2025/TT-VPCP): everything the applicant leaves with."""

import pytest
from django.utils import translation

from tinhso.engines.papers.services import render_paper
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.systems.cases.receipts import receipt_data

from .factories import accepted

pytestmark = pytest.mark.django_db


def test_the_receipt_says_who_what_where_and_until_when(province: Cast) -> None:
    case = accepted(province)
    said = receipt_data(case)
    assert said["code"] == case.code
    assert said["applicant"]["name"] == "Trần Thị Quỳnh Như"
    assert said["applicant"]["id_number"] == "099196000017"
    assert said["procedure"]["code"] == "1.001193"
    assert case.about in said["about"]
    assert said["officer"]["name"] == "Lê Thị Ánh Nguyệt"
    assert case.due_at is not None
    assert said["due_at"] == clock.local(case.due_at).isoformat()
    assert said["derivation"]


def test_the_receipt_carries_what_following_a_case_needs(province: Cast) -> None:
    case = accepted(province)
    said = receipt_data(case)
    assert said["tracking"]["secret"] == case.tracking_secret
    assert said["tracking"]["address"].endswith("/tra-cuu/")
    assert case.code in said["qr"]
    assert case.tracking_secret not in said["qr"]


def test_electronic_data_is_named_by_its_number_and_needs_no_original(province: Cast) -> None:
    said = receipt_data(accepted(province))
    (notice,) = [paper for paper in said["papers"] if paper["name"] == "Giấy chứng sinh"]
    assert notice["kind"] == "electronic"
    assert "GCS-260803-00012" in notice["note"]


def test_the_receipt_is_vietnamese_whatever_the_clerk_reads(province: Cast) -> None:
    case = accepted(province)
    with translation.override("en"):
        in_english = receipt_data(case)
    with translation.override("vi"):
        assert receipt_data(case) == in_english


def test_the_receipt_prints(province: Cast) -> None:
    assert render_paper("receipt", receipt_data(accepted(province))).startswith(b"%PDF")

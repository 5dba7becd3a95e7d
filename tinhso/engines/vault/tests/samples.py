"""A child's certificate in the vault of its parents."""

from datetime import UTC, datetime
from typing import Any

from tinhso.engines.vault import services
from tinhso.engines.vault.models import Item
from tinhso.engines.vault.types import Provenance
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.services import store_bytes
from tinhso.foundation.kernel.types import SYSTEM, Subject

MOTHER, FATHER = "099196000017", "099094000023"
CHILD = "Nguyễn Trần Minh Khuê"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
VERDICT = {
    "ok": True,
    "summary": ["Chữ ký hợp lệ.", {"code": "vault.status.valid", "params": {}}],
}


def stored_pdf() -> StoredFile:
    return store_bytes(SYSTEM, PDF, name="khai-sinh.pdf", subject=Subject(kind="case", uid="c"))


def store(**said: Any) -> Item:
    facts: dict[str, Any] = {
        "owner_national_ids": [MOTHER, FATHER],
        "kind": "birth-certificate",
        "title": {"vi": "Giấy khai sinh", "en": "Birth certificate"},
        "data": {"personal_number": "099326123456"},
        "provenance": Provenance(
            case_code="H99.112-260813-0001",
            agency_code="H99.112",
            agency_name={"vi": "Ủy ban nhân dân xã Hạc Lâm", "en": "People's Committee of Hac Lam"},
            issued_at=datetime(2026, 8, 13, 18, 30, tzinfo=UTC),  # 01:30 on the 14th here
            signer="Đỗ Minh Khoa",
        ),
        "verdict": VERDICT,
        "holder_name": CHILD,
        **said,
    }
    if "file_uid" not in facts:
        facts["file_uid"] = str(stored_pdf().uid)
    return services.store_result(**facts)

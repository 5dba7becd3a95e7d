"""What the receipt says: mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from tinhso.foundation.kernel.clock import local
from tinhso.foundation.kernel.sentences import say

from .models import Case
from .selectors import list_papers
from .types import Channel

ON_TIME_DAYS = 60  # Luật Hộ tịch 2014 Đ15: registered within 60 days of the birth
LIMITS = {
    "in_day": "Trong ngày",
    "working_hours": "{n} giờ làm việc",
    "working_days": "{n} ngày làm việc",
    "calendar_days": "{n} ngày",
    "months": "{n} tháng",
}
DELIVERY = {
    "electronic": "Bản điện tử tại Kho quản lý dữ liệu điện tử của tổ chức, cá nhân",
    "counter": "Bản điện tử; bản giấy nhận tại Trung tâm Phục vụ hành chính công",
    "post": "Bản điện tử; bản giấy gửi qua dịch vụ bưu chính công ích",
}


def receipt_data(case: Case) -> dict[str, Any]:
    """Return the data of the receipt; the paper is an official one and always in Vietnamese."""
    assert case.accepted_at is not None
    assert case.due_at is not None
    edition, applicant = case.edition, case.answers.get("applicant", {})
    lives = applicant.get("residence", {})
    commune = case.agency.name_vi.removeprefix("Ủy ban nhân dân ")
    with translation.override("vi"):
        derivation = [say(s["code"], s.get("params")) for s in case.derivation.get("steps", [])]
    return {
        "made_at": case.accepted_at.isoformat(),
        "code": case.code,
        "place": commune.split(" ", 1)[-1],
        "agency": {"parent": case.agency.name_vi, "name": "Trung tâm Phục vụ hành chính công"},
        "receiving_unit": f"Trung tâm Phục vụ hành chính công {commune}",
        "online": case.channel == Channel.ONLINE,
        "applicant": {
            "name": case.applicant_name,
            "id_number": case.applicant.national_id,
            "address": ", ".join(filter(None, (lives.get("detail"), lives.get("text")))) or "–",
            "phone": case.applicant_phone or "–",
            **({"email": case.applicant_email} if case.applicant_email else {}),
        },
        "procedure": {"code": case.procedure_code, "name": edition.procedure.name_vi},
        "about": f"Đăng ký khai sinh cho {case.about}",
        "papers": _papers(case),
        "sets": "01",
        "fee": _fee(case),
        "limit": LIMITS[edition.limit_unit].format(n=edition.limit_number),
        "received_at": local(case.accepted_at).isoformat(),
        "due_at": local(case.due_at).isoformat(),
        "derivation": derivation,
        "delivery": DELIVERY.get(
            case.answers.get("result", {}).get("delivery", ""), DELIVERY["electronic"]
        ),
        "officer": {"name": case.accepted_by.get("name", "")},
        "tracking": {
            "address": f"{settings.SITE_URL}/tra-cuu/".removeprefix("https://").removeprefix(
                "http://"
            ),
            "secret": case.tracking_secret,
        },
        "qr": f"{settings.SITE_URL}/tra-cuu/?ma={case.code}",
    }


def _fee(case: Case) -> str:
    """Return the fee in words: on time it is free, later the province's resolution sets it."""
    fee = case.edition.fee
    born_on = case.answers.get("child", {}).get("born_on")
    received_on = local(case.submitted_at).date()
    if born_on and (received_on - date.fromisoformat(born_on)).days > ON_TIME_DAYS:
        return str(fee.get("late", {}).get("vi", ""))
    return str(fee.get("headline", {}).get("vi", "Không thu"))


def _papers(case: Case) -> list[dict[str, Any]]:
    declared = {"name": "Tờ khai đăng ký khai sinh", "count": 1, "kind": "electronic"}
    rows = (
        [{**declared, "note": "điền trực tuyến"}] if case.channel == Channel.ONLINE else [declared]
    )
    for paper in list_papers(case):
        note = (
            f"dữ liệu điện tử số {paper.number}"
            if paper.number
            else "bản chụp, nộp bản chính khi nhận kết quả"
        )
        kind = "electronic" if paper.number else "copy"
        rows.append({"name": paper.name["vi"], "count": 1, "kind": kind, "note": note})
    return rows

"""The living style page: every part of Sen on one page, for makers and for the visual tests.

Its samples are Vietnamese on purpose, in every language: type is judged on stacked marks.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tinhso.foundation.kernel import clock

FRAMES = {"citizen": "ui/citizen.html", "desk": "ui/desk.html", "wall": "ui/wall.html"}


class SampleForm(forms.Form):
    """A form that is always wrong: it shows the error summary beside the field."""

    dob = forms.DateField(label="Ngày sinh", error_messages={"required": "Ghi ngày sinh của trẻ"})


@require_GET
def show(request: HttpRequest, surface: str = "citizen") -> HttpResponse:
    """Show the parts in one frame; not there in production."""
    if not (settings.DEMO or settings.DEBUG or settings.TESTING):
        raise Http404
    if surface not in FRAMES:
        raise Http404
    context = {**_samples(), "frame": FRAMES[surface], "surface": surface}
    return render(request, "ui/styleguide.html", context)


def _samples() -> dict[str, Any]:
    now = clock.now()
    hour = timedelta(hours=1)
    return {
        "wrong_form": SampleForm({}),
        "child_rows": [
            {"label": "Họ, chữ đệm, tên", "value": "Nguyễn Hoàng Bảo Ngọc", "change_url": "#cards"},
            {"label": "Ngày, tháng, năm sinh", "value": "10/08/2026", "change_url": "#cards"},
            {"label": "Giới tính", "value": "Nữ", "change_url": "#cards"},
        ],
        "mother_rows": [
            {"label": "Mẹ", "value": "Trần Thị Quỳnh Như", "note": "Số định danh 099••••••017"},
            {"label": "Cha", "value": "Nguyễn Đức Thắng", "note": "Số định danh 099••••••023"},
        ],
        "steps": [
            {
                "title": "Đã nộp hồ sơ",
                "state": "done",
                "at": now - 5 * hour,
                "detail": "nộp trực tuyến",
            },
            {
                "title": "Đã tiếp nhận",
                "state": "done",
                "at": now - 4 * hour,
                "detail": "Trung tâm Phục vụ hành chính công xã Hạc Lâm",
            },
            {"title": "Kiểm tra, xác minh", "state": "now", "at": now - hour, "detail": ""},
            {"title": "Trả kết quả", "state": "todo", "at": None, "detail": "Giấy khai sinh"},
        ],
        "tasks": [
            {"title": "Trẻ được khai sinh", "url": "#tasks", "state": "done"},
            {"title": "Cha và mẹ", "url": "#tasks", "state": "in_progress"},
            {"title": "Giấy tờ kèm theo", "url": "#tasks", "state": "missing"},
            {"title": "Nhận kết quả", "url": "#tasks", "state": "not_started"},
            {"title": "Văn bản ủy quyền", "state": "not_needed", "hint": "Mẹ tự đi khai sinh"},
        ],
        "rows": [
            (
                "H99.112-260813-0031",
                "Phạm Thị Sen",
                now - 3 * hour,
                now - 9 * hour,
                "Kiểm tra, xác minh",
            ),
            (
                "H99.112-260813-0042",
                "Nguyễn Đức Thắng",
                now + hour,
                now - 6 * hour,
                "Đã tiếp nhận",
            ),
            ("H99.112-260813-0117", "Lý Văn Đạt", now + 60 * hour, now - 2 * hour, "Chờ ký số"),
        ],
    }

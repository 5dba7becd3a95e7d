"""A stand-in for the Ministry of Justice's civil-status system (`/apiHoTichTuPhap/*`).

Written from a published LGSP catalogue (`docs/national/civilstatus.md`), not from
our client. It registers births, gives each child one personal number, and keeps
what it registered under `TINHSO_HOME/sims/civilstatus.json`. Behaviour is decided
by the last digits of the case's number:

    …00  the case is not known (201)      …98  more information is needed (status 2)
    …97  received, never finished (200)   …99  the service answers 503

The switch on its page, or a file `civilstatus.down` beside its data, stops it.
"""

import fcntl
import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sims.page import page

ERRORS = {
    "100": "AUTHEN_ERROR - Mã xác thực không chính xác",
    "101": "IP_DISALLOWED - Địa chỉ IP không được phép truy cập",
    "106": "AGENCY_ID_INCORRECT - Mã đơn vị không chính xác",
    "108": "PROVINCE_ID_INCORRECT - Mã tỉnh không chính xác",
    "200": "RECORD_UNCOMPLETE - Hồ sơ chưa hoàn thành đăng ký",
    "201": "RECORD_NOT_FOUND - Hồ sơ không tồn tại, đề nghị xem lại số phiếu tiếp nhận",
    "302": "DATA_TYPE_INVALID - Loại dữ liệu danh mục không hợp lệ",
    "500": "DATA_INCORRECT",
}
NEEDED = ("nksHoTen", "nksGioiTinh", "nksNgaySinh", "nksNoiSinh", "nksDanToc", "nksQuocTich")
NOT_FOR_CHILDREN = ("00", "95", "96", "97", "98", "99")  # other simulators read meaning there


class RefusedError(Exception):
    """An answer with status 0."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail


def app(environ: Any, start_response: Any) -> Any:
    """The WSGI callable."""
    request = Request(environ)
    response = _respond(request)
    return response(environ, start_response)


def _respond(request: Request) -> Response:
    last = request.path.rstrip("/").rsplit("/", 1)[-1]
    down = _home() / "civilstatus.down"
    if request.method == "POST" and last == "cong-tac":
        down.unlink() if down.exists() else down.touch()
        return redirect(f"{request.script_root}/")
    if request.method == "GET":
        return _about(request.script_root, down.exists())
    if down.exists():
        return Response("Service Unavailable", 503, content_type="text/plain")
    operation = OPERATIONS.get(last)
    if operation is None:
        return Response("Not Found", 404, content_type="text/plain")
    try:
        said = request.get_json(silent=True)
        if not isinstance(said, dict):
            raise RefusedError("500", "Nội dung không phải JSON")
        _check_token(request)
        if str(said.get("maHoSo", "")).endswith("99"):
            return Response("Service Unavailable", 503, content_type="text/plain")
        status, value = operation(said)
    except RefusedError as refused:
        text = f"{ERRORS[refused.code]}{': ' if refused.detail else ''}{refused.detail}"
        return _json(0, None, refused.code, text)
    return _json(status, value)


def _json(status: int, value: Any, code: str = "", text: str = "") -> Response:
    said = {"status": status, "value": value, "errorCode": code, "errorDescription": text}
    return Response(json.dumps(said, ensure_ascii=False), content_type="application/json")


def _check_token(request: Request) -> None:
    secret = os.environ.get("TINHSO_PEER_CIVILSTATUS_SECRET", "demo-secret")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        raise RefusedError("100")


def register(said: dict[str, Any]) -> tuple[int, Any]:
    """dangKyHoTich: take a case in. The same case twice is one registration."""
    unit, code = _unit(said), str(said.get("maHoSo") or "")
    if said.get("module") != "KS":
        raise RefusedError("500", "Mã nghiệp vụ không hợp lệ")
    if not code:
        raise RefusedError("500", "Thiếu số phiếu tiếp nhận")
    try:
        datetime.strptime(str(said.get("ngayTiepNhan")), "%Y-%m-%d")  # noqa: DTZ007 -- a date
    except ValueError:
        raise RefusedError("500", "Ngày tiếp nhận không đúng định dạng yyyy-MM-dd") from None
    record = _read_xml(str(said.get("data") or ""))
    print_of = hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
    with _registrations() as kept:
        if found := kept.get(f"{unit}/{code}"):
            if found["print"] != print_of:
                raise RefusedError("500", "Số phiếu tiếp nhận đã dùng cho hồ sơ khác")
            return 1, None
        taken = {row["nksSoDDCN"] for row in kept.values()}
        kept[f"{unit}/{code}"] = {
            "id": len(kept) + 1, "print": print_of, "maDonVi": unit, "maHoSo": code,
            "ngayDangKy": said["ngayTiepNhan"], "data": record,
            "nksSoDDCN": _personal_number(unit, code, record, taken),
        }  # fmt: skip
    return 1, None


def tell_state(said: dict[str, Any]) -> tuple[int, Any]:
    """traTrangThaiHoSo: 1 received, 2 more is needed, 3 can be settled, 4 registered."""
    found = _find(said)
    if found["maHoSo"].endswith("98"):
        return 2, "Hồ sơ cần bổ sung thông tin: nơi sinh"
    return (1, None) if found["maHoSo"].endswith("97") else (4, None)


def tell_result(said: dict[str, Any]) -> tuple[int, Any]:
    """ketQuaDangKyHS: the registered data with the child's personal number."""
    found = _find(said)
    if found["maHoSo"].endswith(("97", "98")):
        raise RefusedError("200")
    given = {name: found[name] for name in ("id", "maDonVi", "maHoSo", "ngayDangKy", "nksSoDDCN")}
    return 1, {**found["data"], **given}


OPERATIONS = {
    "dangKyHoTich": register,
    "traTrangThaiHoSo": tell_state,
    "ketQuaDangKyHS": tell_result,
}


def _unit(said: dict[str, Any]) -> str:
    unit = str(said.get("maDonVi") or "")
    if not re.fullmatch(r"9[89]\d{3}", unit):
        raise RefusedError("106")
    return unit


def _find(said: dict[str, Any]) -> dict[str, Any]:
    unit, code = _unit(said), str(said.get("maHoSo") or "")
    with _registrations() as kept:
        found = kept.get(f"{unit}/{code}")
    if found is None or code.endswith("00"):
        raise RefusedError("201")
    return dict(found)


def _read_xml(data: str) -> dict[str, str]:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data.encode(), parser)
    except etree.XMLSyntaxError:
        raise RefusedError("500", "data không phải XML") from None
    case = root.find("hoso")
    if root.tag != "hotich" or case is None or root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("500", "data phải là <hotich><hoso>…</hoso></hotich>")
    record = {str(child.tag): (child.text or "").strip() for child in case}
    if missing := [name for name in NEEDED if not record.get(name)]:
        raise RefusedError("500", f"Thiếu {', '.join(missing)}")
    if record["nksGioiTinh"] not in ("1", "2"):
        raise RefusedError("500", "nksGioiTinh phải là 1 hoặc 2")
    if not re.fullmatch(r"\d{2}\.\d{2}\.\d{4}", record["nksNgaySinh"]):
        raise RefusedError("500", "nksNgaySinh phải là dd.MM.yyyy")
    return record


def _personal_number(unit: str, code: str, record: dict[str, str], taken: set[str]) -> str:
    """NĐ 137/2015 Đ13: province of birth registration, century and sex, year, six digits."""
    year = int(record["nksNgaySinh"][-4:])
    digit = 2 * ((year - 1900) // 100) + (1 if record["nksGioiTinh"] == "2" else 0)
    seed = int(hashlib.sha256(f"{unit}/{code}".encode()).hexdigest(), 16)
    while True:
        number = f"0{unit[:2]}{digit}{year % 100:02d}{seed % 1_000_000:06d}"
        if number not in taken and not number.endswith(NOT_FOR_CHILDREN):
            return number
        seed += 1


def _home() -> Path:
    home = Path(os.environ.get("TINHSO_HOME", "var")) / "sims"
    home.mkdir(parents=True, exist_ok=True)
    return home


@contextmanager
def _registrations() -> Iterator[dict[str, Any]]:
    """Hold what was registered under a lock; changes are written back."""
    path = _home() / "civilstatus.json"
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = json.loads(path.read_text()) if path.exists() else {}
        before = len(kept)
        yield kept
        if len(kept) != before:
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1))
            fresh.replace(path)


def _about(root: str, is_down: bool) -> Response:
    with _registrations() as kept:
        count = len(kept)
    state = "đang dừng (503)" if is_down else "đang chạy"
    verb = "Cho chạy lại" if is_down else "Cho dừng"
    return page(
        "Hệ thống thông tin đăng ký và quản lý hộ tịch",
        "<p>Nhận hồ sơ khai sinh từ nền tảng, cấp số định danh cá nhân cho trẻ.</p>"
        f"<p>Đã đăng ký: {count} hồ sơ. Trạng thái: <b>{state}</b>.</p>"
        f"<form method='post' action='{escape(root)}/cong-tac'><button>{verb}</button></form>"
        "<p class='own'>Số phiếu kết thúc bằng 00: không tồn tại; 97: chưa hoàn thành;"
        " 98: cần bổ sung; 99: không trả lời.</p>",
        stands_for="hệ thống hộ tịch dùng chung của Bộ Tư pháp",
    )

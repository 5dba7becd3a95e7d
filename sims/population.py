"""A stand-in for the national population database (CSDL quốc gia về dân cư), over SOAP 1.1.

Written from the published descriptions of services 033 and 037 and of
`XacMinhThongTinNhanThan` (`docs/national/population.md`), not from our client.
Behaviour is decided by the number asked for, so a test needs no set-up:

    …00  nobody has this number          …97  fault 004, procedure not licensed
    …95  only the year of birth known    …98  fault 005, officer has no right
    …96  no marriage recorded            …99  the service answers 503

The demo's own people are known by heart, those of its seeded cases from a file
that the seed leaves; any other number is a person made from it, the same one
every time.
"""

import json
import os
import random
import re
import unicodedata
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree
from werkzeug.wrappers import Request, Response

from sims.page import page

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
BCA = "http://dancuquocgia.bca"
QLDC = "http://gtel.vn/qldc"
MIC = "http://www.mic.gov.vn/dancu/1.0"

# Procedures whose agencies may ask (CV 761/VPCP-KSTT: per procedure and per officer).
LICENSED = set(os.environ.get("TINHSO_SIM_LICENSED", "1.001193").split(","))
FAULTS = {
    "004": "Thủ tục hành chính chưa được cấp phép khai thác",
    "005": "Cán bộ không có quyền khai thác thông tin",
}

HAC_LAM = ("99", "", "99112", "Thôn Đông Hạc, Xã Hạc Lâm, Tỉnh An Bình")
HAC_LAM_OLD = ("99", "993", "99112", "Thôn Bến Sen, Xã Hạc Lâm, Huyện Thanh Giang, Tỉnh An Bình")
VAN_KHE = ("99", "", "99101", "Tổ 4, Phường Vân Khê, Tỉnh An Bình")

CAST: dict[str, dict[str, Any]] = {
    "099196000017": {
        "name": "Trần Thị Quỳnh Như", "born": "19960312", "home": VAN_KHE, "lives": HAC_LAM,
        "father": ("Trần Văn Lộc", "099067000051"), "mother": ("Hoàng Thị Mận", "099169000064"),
        "spouse": ("Nguyễn Đức Thắng", "099094000023"),
    },
    "099094000023": {
        "name": "Nguyễn Đức Thắng", "born": "19940825", "home": HAC_LAM_OLD, "lives": HAC_LAM,
        "father": ("Nguyễn Văn Hậu", "099066000078"), "mother": ("Phạm Thị Sen", "099168000042"),
        "spouse": ("Trần Thị Quỳnh Như", "099196000017"),
    },
    "099090000031": {
        "name": "Lý Văn Đạt", "born": "19900202", "home": VAN_KHE, "lives": VAN_KHE,
        "father": ("Lý Văn Tấn", "099061000085"), "mother": ("Đinh Thị Lụa", "099163000093"),
        "spouse": None,
    },
    "099168000042": {
        "name": "Phạm Thị Sen", "born": "19680101", "home": HAC_LAM_OLD, "lives": HAC_LAM,
        "father": ("Phạm Văn Kiên", ""), "mother": ("Vũ Thị Thắm", ""),
        "spouse": ("Nguyễn Văn Hậu", "099066000078"),
    },
}  # fmt: skip

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Mai",
]
MEN = ["Văn Hải", "Đức Minh", "Quốc Khánh", "Hữu Nghĩa", "Minh Triết", "Thanh Tùng", "Công Danh"]
WOMEN = ["Thị Hồng", "Mỹ Duyên", "Ngọc Ánh", "Thị Thu Hà", "Kim Oanh", "Xuân Diễm", "Thùy Trang"]


def _told() -> dict[str, dict[str, Any]]:
    """Return the people whom a demonstration told this register about, for its seeded cases."""
    path = Path(os.environ.get("TINHSO_HOME", "var")) / "sims" / "people.json"
    try:
        told = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def find_person(number: str) -> dict[str, Any] | None:
    """Return the person of `number`, or None when the register knows nobody by it."""
    if number.endswith("00"):
        return None
    if person := CAST.get(number) or _told().get(number):
        return person
    made = random.Random(number)  # noqa: S311 -- the same person every time is the point
    digit = int(number[3])
    year = 1900 + 100 * (digit // 2) + int(number[4:6])
    names = WOMEN if digit % 2 else MEN
    person = {
        "name": f"{made.choice(FAMILY)} {made.choice(names)}",
        "born": f"{year}{made.randint(1, 12):02d}{made.randint(1, 28):02d}",
        "home": made.choice([HAC_LAM_OLD, VAN_KHE]),
        "lives": made.choice([HAC_LAM, VAN_KHE]),
        "father": (f"{made.choice(FAMILY)} {made.choice(MEN)}", ""),
        "mother": (f"{made.choice(FAMILY)} {made.choice(WOMEN)}", ""),
        "spouse": None,
    }
    if year < 2000 and not number.endswith("96"):
        others = MEN if digit % 2 else WOMEN
        person["spouse"] = (f"{made.choice(FAMILY)} {made.choice(others)}", "")
    return person


def plain(name: str) -> str:
    """Return a name as the service compares it: upper case, no marks, letters only."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).upper()
    return re.sub(r"[^A-Z0-9]", "", bare)


def app(environ: Any, start_response: Any) -> Any:
    """The WSGI callable."""
    request = Request(environ)
    response = _about() if request.method == "GET" else _answer(request)
    return response(environ, start_response)


def _answer(request: Request) -> Response:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(request.get_data(), parser)
    except etree.XMLSyntaxError:
        return _fault("soapenv:Client", "XML không hợp lệ", "", 400)
    if root.getroottree().docinfo.internalDTD is not None:
        return _fault("soapenv:Client", "Không nhận DOCTYPE", "", 400)
    body = root.find(f"{{{SOAP}}}Body")
    asked = body[0] if body is not None and len(body) else None
    if asked is None:
        return _fault("soapenv:Client", "Thiếu nội dung yêu cầu", "", 400)
    said = {etree.QName(child).localname: (child.text or "").strip() for child in asked}
    number = said.get("SoDinhDanh") or said.get("SoCMND") or ""
    if number.endswith("99"):
        return Response("Service Unavailable", 503, content_type="text/plain")
    if missing := [name for name in ("MaYeuCau", "MaCanBo") if not said.get(name)]:
        return _fault("soapenv:Client", f"Thiếu {', '.join(missing)}", "005")
    if not re.fullmatch(r"\d{12}|\d{9}", number):
        return _fault("soapenv:Client", "Số định danh không đúng định dạng", "001")
    if number.endswith("98"):
        return _fault("soapenv:Client", FAULTS["005"], "005")
    name = etree.QName(asked)
    if (name.namespace, name.localname) == (BCA, "XacThucThongTinCongDanRequest"):
        if said.get("MaDichVu") != "033":
            return _fault("soapenv:Client", "MaDichVu phải là 033", "002")
        person = find_person(number)
        same = person is not None and said.get("HoVaTen", "") == plain(person["name"])
        return _soap(
            _element(BCA, "KetQuaXacThucResponse", [("TonTai", "true" if same else "false")])
        )
    if (name.namespace, name.localname) == (QLDC, "XacMinhThongTinNhanThan"):
        if number.endswith("97") or said.get("MaDVC") not in LICENSED:
            return _fault("soapenv:Client", FAULTS["004"], "004")
        return _soap(_collection(number, said))
    return _fault("soapenv:Client", f"Không có dịch vụ {name.localname}", "")


def _collection(number: str, said: dict[str, str]) -> Any:
    person = find_person(number)
    if person and said.get("HoVaTen") and said["HoVaTen"] != plain(person["name"]):
        person = None
    if person and said.get("NgayThangNamSinh") not in (
        "",
        None,
        person["born"],
        person["born"][:4],
    ):
        person = None
    found = etree.Element(f"{{{MIC}}}CongdanCollection", nsmap={"ns1": MIC})
    found.set("SoCongDan", "1" if person else "0")
    if person is None:
        return found
    day = [("Nam", person["born"][:4])]
    day += [] if number.endswith("95") else [("NgayThangNam", person["born"])]
    married = person["spouse"] is not None
    found.append(
        _element(MIC, "CongDan", [
            ("SoDinhDanh", number), ("SoCMND", ""),
            ("HoVaTen", [("Ho", ""), ("ChuDem", ""), ("Ten", person["name"].upper())]),
            ("GioiTinh", "2" if int(number[3]) % 2 else "1"),
            ("DanToc", "01"), ("TonGiao", "00"),
            ("TinhTrangHonNhan", "2" if married else "1"), ("NhomMau", "00"),
            ("NgayThangNamSinh", day),
            ("NoiDangKyKhaiSinh", _place(person["home"])), ("QuocTich", "VN"),
            ("QueQuan", _place(person["home"])), ("ThuongTru", _place(person["lives"])),
            ("NoiOHienTai", _place(person["lives"])),
            ("Cha", _relative(person["father"])), ("Me", _relative(person["mother"])),
            ("VoChong", _relative(person["spouse"])), ("NguoiDaiDien", _relative(None)),
            ("ChuHo", [("HoVaTen", ""), ("QuanHe", ""), ("SoDinhDanh", ""), ("SoCMND", "")]),
            ("SoSoHoKhau", ""),
        ])
    )  # fmt: skip
    return found


def _place(place: tuple[str, str, str, str]) -> list[tuple[str, Any]]:
    province, district, commune, text = place
    return [
        ("MaTinhThanh", province), ("MaQuanHuyen", district), ("MaPhuongXa", commune),
        ("ChiTiet", text.upper()), ("QuocGia", "VN"),
    ]  # fmt: skip


def _relative(person: tuple[str, str] | None) -> list[tuple[str, Any]]:
    name, number = person or ("", "")
    country = "VN" if name else ""
    return [
        ("HoVaTen", name.upper()),
        ("QuocTich", country),
        ("SoDinhDanh", number),
        ("SoCMND", ""),
    ]


def _element(namespace: str, name: str, inside: list[tuple[str, Any]] | str) -> Any:
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={"ns1": namespace})
    if isinstance(inside, str):
        made.text = inside
    else:
        made.extend(_element(namespace, *pair) for pair in inside)
    return made


def _soap(content: Any, status: int = 200) -> Response:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Header")
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(content)
    body = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
    return Response(body, status, content_type="text/xml; charset=utf-8")


def _fault(code: str, text: str, detail: str, status: int = 200) -> Response:
    """A refusal in the body of an answer: the gateway keeps 5xx for what it could not reach."""
    fault = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soapenv": SOAP})
    etree.SubElement(fault, "faultcode").text = code
    etree.SubElement(fault, "faultstring").text = text
    if detail:
        inside = etree.SubElement(fault, "detail")
        etree.SubElement(inside, "MaLoi").text = detail
        etree.SubElement(inside, "MoTaLoi").text = text
    return _soap(fault, status)


def _about() -> Response:
    rows = "".join(
        f"<tr><td><code>{number}</code></td><td>{escape(person['name'])}</td></tr>"
        for number, person in CAST.items()
    )
    return page(
        "Cơ sở dữ liệu quốc gia về dân cư",
        "<p>Dịch vụ 033 (xác thực thông tin công dân) và 037 (tra cứu thông tin công dân).</p>"
        f"<table>{rows}</table>"
        "<p class='own'>Số khác cho ra một người được đặt ra. Số kết thúc bằng 00: không có người"
        " này; 95: chỉ có năm sinh; 96: chưa đăng ký kết hôn; 97: lỗi 004; 98: lỗi 005;"
        " 99: hệ thống không trả lời.</p>",
        stands_for="Cơ sở dữ liệu quốc gia về dân cư của Bộ Công an",
    )

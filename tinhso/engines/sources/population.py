"""The border with the national population database: their words become ours, here and only here.

Interface: services 033 and 037 over SOAP (`docs/national/population.md`). Names go out in upper
case without marks; answers come back in upper case and with the name often all in `Ten`.
"""

import re
import uuid
from datetime import date
from typing import Final

import httpx
from django.conf import settings
from lxml import etree

from tinhso.foundation.kernel import text
from tinhso.foundation.kernel.refusals import Forbidden, Unavailable
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.wire.client import client

from .codes import COUNTRIES, ETHNIC_GROUPS
from .soap import SoapFault, pack, text_at, unpack
from .types import PersonRecord, PlaceRecord, Relative, Sex

PEER: Final = "population"
PATH: Final = "/dancu"
_BCA: Final = "http://dancuquocgia.bca"
_QLDC: Final = "http://gtel.vn/qldc"
_SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE}


def ask_match(
    who: Who, national_id: str, full_name: str, *, subject: Subject, purpose: str
) -> bool:
    """Ask service 033 whether the number belongs to the name."""
    answer = _call(
        _BCA,
        "XacThucThongTinCongDanRequest",
        {
            "MaYeuCau": uuid.uuid4().hex,
            "MaDichVu": "033",
            "MaCanBo": _officer(who),
            "SoDinhDanh": national_id,
            "SoCMND": "",
            "HoVaTen": plain_name(full_name),
        },
        subject=subject,
        purpose=purpose,
    )
    return text_at(answer, "TonTai").lower() == "true"


def ask_person(
    who: Who, national_id: str, *, full_name: str, born: str, subject: Subject, purpose: str
) -> PersonRecord | None:
    """Ask service 037 for the person; name and date of birth narrow the question when given."""
    answer = _call(
        _QLDC,
        "XacMinhThongTinNhanThan",
        {
            "MaYeuCau": uuid.uuid4().hex,
            "MaDVC": _procedure(purpose),
            "MaTichHop": "037",
            "MaDonVi": who.agency or str(settings.PROVINCE["code"]),
            "MaCanBo": _officer(who),
            "SoDinhDanh": national_id,
            "SoCMND": "",
            "HoVaTen": plain_name(full_name),
            "NgayThangNamSinh": born.replace("-", ""),
        },
        subject=subject,
        purpose=purpose,
    )
    person = answer.find("{*}CongDan")
    return read_person(person) if person is not None else None


def plain_name(full_name: str) -> str:
    """Return a name as the register compares it: "TRANTHIQUYNHNHU"."""
    return re.sub(r"[^A-Z0-9]", "", text.fold(full_name).upper())


def read_person(element: etree._Element) -> PersonRecord:
    """Translate one `CongDan`."""
    year, day = _read_born(element.find("{*}NgayThangNamSinh"))
    name = " ".join(
        filter(None, (text_at(element, f"HoVaTen/{part}") for part in ("Ho", "ChuDem", "Ten")))
    )
    marital = text_at(element, "TinhTrangHonNhan")
    return PersonRecord(
        national_id=text_at(element, "SoDinhDanh"),
        full_name=proper_case(name),
        born_year=year,
        born_on=day,
        sex=_SEXES.get(text_at(element, "GioiTinh"), Sex.UNKNOWN),
        ethnicity=ETHNIC_GROUPS.get(text_at(element, "DanToc"), ""),
        nationality=_country(text_at(element, "QuocTich")),
        is_married={"1": False, "2": True}.get(marital),
        birth_registered_at=_read_place(element.find("{*}NoiDangKyKhaiSinh")),
        home_town=_read_place(element.find("{*}QueQuan")),
        residence=_read_place(element.find("{*}ThuongTru"))
        or _read_place(element.find("{*}NoiOHienTai")),
        father=_read_relative(element.find("{*}Cha")),
        mother=_read_relative(element.find("{*}Me")),
        spouse=_read_relative(element.find("{*}VoChong")),
    )


def proper_case(shouted: str) -> str:
    """Return "TRẦN THỊ QUỲNH NHƯ" as "Trần Thị Quỳnh Như"; text that is not all capitals stays."""
    said = text.nfc(shouted)
    if said != said.upper():
        return said
    return re.sub(r"\w+", lambda word: word.group().capitalize(), said)


def _call(
    namespace: str, operation: str, fields: dict[str, str], *, subject: Subject, purpose: str
) -> etree._Element:
    try:
        response = client(PEER).post(
            PATH,
            subject=subject,
            purpose=purpose,
            idempotency_key=fields["MaYeuCau"],
            content=pack(namespace, operation, fields),
            headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{operation}"'},
        )
    except httpx.HTTPError as error:
        raise Unavailable("wire.unavailable", peer=PEER) from error
    try:
        return unpack(response.content, peer=PEER)
    except SoapFault as fault:
        if fault.code == "004":
            raise Forbidden("sources.procedure_not_licensed") from fault
        if fault.code == "005":
            raise Forbidden("sources.officer_has_no_right") from fault
        raise Unavailable("sources.refused_by_peer", peer=PEER, said=fault.text) from fault


def _officer(who: Who) -> str:
    """The register wants an officer; a citizen's own page asks as the portal's named officer."""
    return who.account if who.kind == "official" else str(settings.POPULATION_OFFICER)


def _procedure(purpose: str) -> str:
    """Return the procedure for which reads of this purpose were licensed to the province."""
    licences: dict[str, str] = settings.POPULATION_LICENCES
    return licences.get(purpose) or licences.get(purpose.split(".", 1)[0], "")


def _read_born(element: etree._Element | None) -> tuple[int | None, date | None]:
    year, day = text_at(element, "Nam"), text_at(element, "NgayThangNam")
    if re.fullmatch(r"\d{8}", day):
        try:
            born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        except ValueError:  # 19680000: the day was never known
            return int(day[:4]), None
        return born.year, born
    found = re.fullmatch(r"(\d{4})(\d{2})?", day or year)
    return (int(found.group(1)) if found else None), None


def _read_place(element: etree._Element | None) -> PlaceRecord:
    """Read a place; `MaQuanHuyen` is empty or historical since 01/07/2025 and is not read."""
    return PlaceRecord(
        code=text_at(element, "MaPhuongXa") or text_at(element, "MaTinhThanh"),
        text=proper_case(text_at(element, "ChiTiet")),
    )


def _read_relative(element: etree._Element | None) -> Relative | None:
    name = proper_case(text_at(element, "HoVaTen"))
    return Relative(name=name, national_id=text_at(element, "SoDinhDanh")) if name else None


def _country(code: str) -> str:
    """An empty nationality means Vietnamese: the register holds citizens."""
    return COUNTRIES.get(code or "VN", code)

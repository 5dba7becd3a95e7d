"""The border with the Ministry of Justice's civil-status system (`/apiHoTichTuPhap/*`).

It takes a JSON message whose `data` is XML; its names and codes stop here. Interface and
assumptions: `docs/national/civilstatus.md`.
"""

import re
from datetime import date
from typing import Any, Final

import httpx
from lxml import etree

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.wire.client import client

from .types import BirthFacts, NationalRecord, Parent

PEER: Final = "civilstatus"
BIRTH: Final = "KS"
_SEX: Final = {"male": "1", "female": "2"}


class NationalRefusal(Exception):  # noqa: N818  a refusal is an answer
    """The system answered, and does not register the birth as it is."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


def register_birth(
    facts: BirthFacts, *, unit: str, case_code: str, received_on: date, subject: Subject
) -> NationalRecord:
    """Register the birth and return the child's personal number.

    The system knows a case by `case_code`: asking again is the same registration. Raises
    Unavailable when it does not answer or has not finished, NationalRefusal when it wants
    something else.
    """
    known = {"maDonVi": unit, "maHoSo": case_code}
    _ask(
        "dangKyHoTich",
        {
            **known,
            "module": BIRTH,
            "ngayTiepNhan": received_on.isoformat(),
            "data": as_xml(facts),
        },
        subject=subject,
    )
    status, said = _ask("traTrangThaiHoSo", known, subject=subject)
    if status == 2:
        raise NationalRefusal("2", str(said or ""))
    if status != 4:
        raise Unavailable("civilstatus.not_finished", peer=PEER)
    _, value = _ask("ketQuaDangKyHS", known, subject=subject)
    number = str(value.get("nksSoDDCN", "")) if isinstance(value, dict) else ""
    if not isinstance(value, dict) or not re.fullmatch(r"\d{12}", number):
        raise Unavailable("civilstatus.not_understood", peer=PEER)
    return NationalRecord(
        record=str(value.get("id", "")),
        personal_number=number,
        registered_on=_read_date(value.get("ngayDangKy")),
    )


def as_xml(facts: BirthFacts) -> str:
    """Return the message of a birth: `<hotich><hoso>` with the fields of module KS."""
    root = etree.Element("hotich")
    case = etree.SubElement(root, "hoso")
    child = facts.child
    fields = {
        "nksHoTen": child.full_name,
        "nksGioiTinh": _SEX[child.sex],
        "nksNgaySinh": child.born_on.strftime("%d.%m.%Y"),
        "nksNoiSinh": child.birth_place,
        "nksQueQuan": child.home_town,
        "nksDanToc": child.ethnicity,
        "nksQuocTich": child.nationality,
        **_parent_fields("me", facts.mother),
        **_parent_fields("cha", facts.father),
        "nycHoTen": facts.applicant.full_name,
        "nycQuanHe": facts.applicant.relation,
        "nycGiayToTuyThan": facts.applicant.id_paper,
    }
    for name, value in fields.items():
        etree.SubElement(case, name).text = value
    return etree.tostring(root, encoding="unicode")


def _parent_fields(prefix: str, parent: Parent | None) -> dict[str, str]:
    if parent is None:
        return {}
    return {
        f"{prefix}HoTen": parent.full_name,
        f"{prefix}NgaySinh": ".".join(reversed(parent.born.split("-"))),
        f"{prefix}DanToc": parent.ethnicity,
        f"{prefix}QuocTich": parent.nationality,
        f"{prefix}NoiCuTru": parent.residence,
        f"{prefix}SoDDCN": parent.national_id,
    }


def _ask(operation: str, message: dict[str, str], *, subject: Subject) -> tuple[int, Any]:
    try:
        wire = client(PEER)
        response = wire.post(
            f"/apiHoTichTuPhap/{operation}",
            subject=subject,
            purpose=f"civilstatus.{operation}",
            idempotency_key=f"{message['maHoSo']}-{operation}",
            headers={"Authorization": f"Bearer {wire.secret}"},
            json=message,
        )
        said = response.json()
    except httpx.HTTPError as error:
        raise Unavailable("wire.unavailable", peer=PEER) from error
    except ValueError as error:
        raise Unavailable("civilstatus.not_understood", peer=PEER) from error
    if response.status_code >= 500 or not isinstance(said, dict) or "status" not in said:
        raise Unavailable("civilstatus.not_understood", peer=PEER)
    status = int(said["status"])
    if status == 0:
        code, text = str(said.get("errorCode", "")), str(said.get("errorDescription", ""))
        if code == "200":
            raise Unavailable("civilstatus.not_finished", peer=PEER)
        raise NationalRefusal(code, text)
    return status, said.get("value")


def _read_date(said: Any) -> date:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return clock.today()

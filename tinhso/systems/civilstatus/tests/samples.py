"""A birth of the cast, decided by the official of Xã Hạc Lâm."""

from datetime import date
from typing import Any

from tinhso.foundation.kernel.types import Subject, Who
from tinhso.systems.civilstatus import services

AGENCY = "H99.112"
RECEIVED_ON = date(2026, 8, 13)
OFFICER = Who(
    account="a-1",
    name="Võ Văn Quyền",
    kind="official",
    post_title="Công chức tư pháp – hộ tịch",
    agency=AGENCY,
)
BIRTH: dict[str, Any] = {
    "child": {
        "full_name": "Nguyễn Trần Minh Khuê",
        "born_on": "2026-08-04",
        "sex": "female",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "birth_place": "Bệnh viện Đa khoa An Bình, phường Vân Khê, tỉnh An Bình",
        "home_town": {"code": "99112", "text": "Xã Hạc Lâm, tỉnh An Bình"},
    },
    "mother": {
        "full_name": "Trần Thị Quỳnh Như",
        "born": "1996-03-12",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "residence": "Thôn Đông Hạc, xã Hạc Lâm, tỉnh An Bình",
        "national_id": "099196000017",
    },
    "father": {
        "full_name": "Nguyễn Đức Thắng",
        "born": "1994-08-25",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "residence": "Thôn Đông Hạc, xã Hạc Lâm, tỉnh An Bình",
        "national_id": "099094000023",
    },
    "applicant": {
        "full_name": "Trần Thị Quỳnh Như",
        "relation": "mẹ",
        "id_paper": "Căn cước số 099196000017",
    },
}


def case(number: int) -> Subject:
    return Subject(kind="case", uid=f"00000000-0000-0000-0000-{number:012d}")


def case_code(number: int) -> str:
    return f"{AGENCY}-260813-{number:04d}"


def propose(
    number: int,
    *,
    who: Who | None = None,
    agency: str = AGENCY,
    data: dict[str, Any] | None = None,
) -> Subject:
    """Let the agency's official decide on birth `number`."""
    decider = who or Who(
        account="a-1",
        name=OFFICER.name,
        kind="official",
        post_title=OFFICER.post_title,
        agency=agency,
    )
    services.propose_birth(
        decider,
        subject=case(number),
        agency_code=agency,
        case_code=case_code(number),
        received_on=RECEIVED_ON,
        data=data or BIRTH,
    )
    return case(number)

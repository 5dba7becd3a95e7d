"""The people of the demonstration: the same in tests, seeds and documents. All invented.

National ids start with 099, a province code that nobody has.
"""

from dataclasses import dataclass
from datetime import date

PASSWORD = "anbinh-2026"  # noqa: S105  (the demo's, printed in the README)
PROVINCE = "H99"
MAIN_COMMUNE = "H99.112"
SECOND_COMMUNE = "H99.101"
DEMO_DAY = date(2026, 8, 13)  # a Thursday; the demonstration opens at 09:00


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One of the cast: a citizen has a national id, an official a user name and a post."""

    key: str
    name: str
    sex: str = "unknown"
    born_on: date | None = None
    national_id: str = ""
    username: str = ""
    role: str = ""
    agency: str = ""
    totp: str = ""  # base32; fixed, so that the demo's phone can show the codes
    is_operator: bool = False

    @property
    def is_citizen(self) -> bool:
        return bool(self.national_id)


MOTHER = Member(
    key="mother",
    name="Trần Thị Quỳnh Như",
    sex="female",
    born_on=date(1996, 3, 12),
    national_id="099196000017",
)
FATHER = Member(
    key="father",
    name="Nguyễn Đức Thắng",
    sex="male",
    born_on=date(1994, 8, 25),
    national_id="099094000023",
)
STRANGER = Member(
    key="stranger",
    name="Lý Văn Đạt",
    sex="male",
    born_on=date(1990, 2, 2),
    national_id="099090000031",
)
GRANDMOTHER = Member(
    key="grandmother",
    name="Phạm Thị Sen",
    sex="female",
    born_on=date(1968, 1, 1),
    national_id="099168000042",
)
CLERK = Member(
    key="clerk",
    name="Lê Thị Ánh Nguyệt",
    username="nguyet.lta",
    role="intake_clerk",
    agency=MAIN_COMMUNE,
    totp="ANBINHNGUYETLTA2345ANBINHNGUYETL",
)
OFFICER = Member(
    key="officer",
    name="Võ Văn Quyền",
    username="quyen.vv",
    role="civil_status_officer",
    agency=MAIN_COMMUNE,
    totp="ANBINHQUYENVV2345ANBINHQUYENVV23",
)
CHAIRMAN = Member(
    key="chairman",
    name="Đỗ Minh Khoa",
    username="khoa.dm",
    role="agency_head",
    agency=MAIN_COMMUNE,
    totp="ANBINHKHOADM23456ANBINHKHOADM234",
)
LEADER = Member(
    key="leader",
    name="Huỳnh Thùy Dung",
    username="dung.ht",
    role="province_leader",
    agency=PROVINCE,
    totp="ANBINHDUNGHT23456ANBINHDUNGHT234",
)
OTHER_CLERK = Member(
    key="other_clerk",
    name="Mai Thị Hồng",
    username="hong.mt",
    role="intake_clerk",
    agency=SECOND_COMMUNE,
    totp="ANBINHHONGMT23456ANBINHHONGMT234",
)
OPERATOR = Member(
    key="operator",
    name="Ngô Quốc Bảo",
    username="bao.nq",
    role="operator",
    agency=PROVINCE,
    totp="ANBINHBAONQ234567ANBINHBAONQ2345",
    is_operator=True,
)

CITIZENS = (MOTHER, FATHER, STRANGER, GRANDMOTHER)
OFFICIALS = (CLERK, OFFICER, CHAIRMAN, LEADER, OTHER_CLERK, OPERATOR)
CAST = {member.key: member for member in (*CITIZENS, *OFFICIALS)}

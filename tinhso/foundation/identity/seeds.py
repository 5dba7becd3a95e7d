"""The demonstration's people: the cast, and three officials in each commune. All invented.

Names of the others come from a seeded chooser, so that every province made from
this is the same.
"""

import json
import random
from datetime import date
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from tinhso.foundation.directory.models import Agency, Post, Unit
from tinhso.foundation.kernel import clock, text

from . import cast
from .models import Account, PostHolding
from .services import appoint_official, ensure_citizen, ensure_official, recognise_person
from .services.second_factor import set_totp_secret

SINCE = date(2025, 7, 1)  # the two-level government began
BASIS = "Quyết định bổ nhiệm (dữ liệu trình diễn)"
_COMMUNE_ROLES = ("intake_clerk", "civil_status_officer", "agency_head")
_TITLES = {
    "intake_clerk": ("Công chức tiếp nhận hồ sơ", "Intake officer"),
    "civil_status_officer": ("Công chức tư pháp – hộ tịch", "Civil-status officer"),
    "agency_head": ("Chủ tịch Ủy ban nhân dân", "Chairperson of the People's Committee"),
    "province_leader": ("Phó Chủ tịch Ủy ban nhân dân tỉnh", "Vice-chair of the province"),
    "operator": ("Quản trị viên nền tảng", "Platform operator"),
}
_UNITS = {
    "intake_clerk": ("one-stop", "Trung tâm Phục vụ hành chính công", "Public Service Centre"),
    "civil_status_officer": ("office", "Văn phòng HĐND và UBND", "Office of the Committee"),
    "agency_head": ("leadership", "Lãnh đạo Ủy ban nhân dân", "Leadership"),
    "province_leader": ("leadership", "Lãnh đạo Ủy ban nhân dân", "Leadership"),
    "operator": ("platform", "Bộ phận vận hành nền tảng số", "Platform operations"),
}
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Mai|Lâm|Trịnh"
)
_MIDDLE_MEN = "Văn|Đức|Minh|Quốc|Hữu|Thanh|Công|Xuân|Ngọc|Đình"
_MIDDLE_WOMEN = "Thị|Thị|Ngọc|Thu|Thanh|Kim|Mỹ|Bích|Hồng|Phương"
_MEN = "An|Bình|Cường|Dũng|Đạt|Hải|Hiếu|Hùng|Khánh|Kiên|Lâm|Long|Nam|Phúc|Quân|Sơn|Thắng|Tú"
_WOMEN = "Ánh|Chi|Duyên|Hà|Hạnh|Hiền|Hoa|Hương|Lan|Linh|Nga|Ngân|Nhung|Oanh|Thảo|Trang|Yến"
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@transaction.atomic
def seed_cast() -> None:
    """Make the cast of `identity.cast`, with accounts, second factors and posts. Idempotent."""
    for member in cast.CITIZENS:
        person = recognise_person(
            national_id=member.national_id,
            full_name=member.name,
            born_on=member.born_on,
            sex=member.sex,
        )
        ensure_citizen(person)
    password = make_password(cast.PASSWORD)
    for member in cast.OFFICIALS:
        account = ensure_official(
            username=member.username,
            display_name=member.name,
            password_hash=password,
            is_operator=member.is_operator,
        )
        set_totp_secret(account, member.totp)
        post = ensure_post(member.role, member.agency)
        appoint_official(account, post, from_on=SINCE, legal_basis=BASIS)


@transaction.atomic
def seed_commune_officials() -> int:
    """Give every commune a clerk, an officer and a head; return how many are new."""
    agencies = list(
        Agency.objects.on(clock.today()).filter(
            level="commune", code__startswith=f"{cast.PROVINCE}."
        )
    )
    taken = {(member.role, member.agency) for member in cast.OFFICIALS}
    wanted = [
        (f"{role}.{agency.code}", role, agency)
        for agency in agencies
        for role in _COMMUNE_ROLES
        if (role, agency.code) not in taken
    ]
    known = set(
        Account.objects.filter(username__in=[name for name, _, _ in wanted]).values_list(
            "username", flat=True
        )
    )
    wanted = [row for row in wanted if row[0] not in known]
    password = make_password(cast.PASSWORD)
    accounts = Account.objects.bulk_create(
        Account(
            username=username,
            display_name=invent_name(username),
            kind=Account.Kind.OFFICIAL,
            password=password,
        )
        for username, _, _ in wanted
    )
    Authenticator.objects.bulk_create(
        Authenticator(
            user=account,
            type=Authenticator.Type.TOTP,
            data={"secret": encrypt(invent_secret(account.username))},
        )
        for account in accounts
    )
    PostHolding.objects.bulk_create(
        PostHolding(
            account=account,
            post=ensure_post(role, agency.code),
            from_on=SINCE,
            legal_basis=BASIS,
        )
        for account, (_, role, agency) in zip(accounts, wanted, strict=True)
    )
    return len(accounts)


def write_phones() -> Path:
    """Write the officials' secrets for the demonstration's telephone page; refuse elsewhere."""
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("Secrets leave the database in a demonstration only")
    secrets = {member.username: member.totp for member in cast.OFFICIALS}
    holdings = PostHolding.objects.select_related("account", "post__unit__agency").order_by("id")
    officials = [
        {
            "name": row.account.display_name,
            "username": row.account.username,
            "post": f"{row.post.title_vi}, {row.post.unit.agency.name_vi}",
            "secret": secrets.get(row.account.username) or invent_secret(row.account.username),
        }
        for row in holdings
    ]
    path = Path(settings.HOME) / "sims" / "phone.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({"password": cast.PASSWORD, "officials": officials}, ensure_ascii=False)
    )
    path.chmod(0o600)
    return path


def seed() -> str:
    """Make everybody; return a line that says what was made."""
    seed_cast()
    made = seed_commune_officials()
    if settings.DEMO or settings.TESTING:
        write_phones()
    return f"{len(cast.CAST)} people of the cast, {made} more officials"


def invent_name(key: str) -> str:
    """Return a Vietnamese name, the same every time for the same key."""
    chooser = random.Random(f"name:{key}")
    men = chooser.random() < 0.5
    parts = (_FAMILY, _MIDDLE_MEN, _MEN) if men else (_FAMILY, _MIDDLE_WOMEN, _WOMEN)
    return text.nfc(" ".join(chooser.choice(part.split("|")) for part in parts))


def invent_secret(key: str) -> str:
    """Return a base32 secret of 160 bits, the same every time for the same key."""
    chooser = random.Random(f"totp:{key}")
    return "".join(chooser.choice(_BASE32) for _ in range(32))


def ensure_post(role: str, agency_code: str) -> Post:
    """Return the first post of this role at the agency, made where the directory has none."""
    day = max(clock.today(), SINCE)
    found = (
        Post.objects.on(day)
        .filter(role=role, unit__agency__code=agency_code)
        .select_related("unit__agency")
        .order_by("code")
        .first()
    )
    if isinstance(found, Post):
        return found
    agency = Agency.objects.on(day).filter(code=agency_code).first() or _bare_agency(agency_code)
    code, name_vi, name_en = _UNITS[role]
    unit, _ = Unit.objects.get_or_create(
        agency=agency,
        code=code,
        valid_from=SINCE,
        defaults={"name_vi": name_vi, "name_en": name_en},
    )
    title_vi, title_en = _TITLES[role]
    post, _ = Post.objects.get_or_create(
        code=f"{agency_code}/{role}/1",
        valid_from=SINCE,
        defaults={"unit": unit, "role": role, "title_vi": title_vi, "title_en": title_en},
    )
    return post


def _bare_agency(code: str) -> Agency:
    """Make the agency where no directory was imported: small tests."""
    names = {
        cast.PROVINCE: ("Ủy ban nhân dân tỉnh An Bình", "An Binh Provincial People's Committee"),
        cast.MAIN_COMMUNE: ("Ủy ban nhân dân xã Hạc Lâm", "Hac Lam Commune People's Committee"),
        cast.SECOND_COMMUNE: ("Ủy ban nhân dân phường Vân Khê", "Van Khe Ward People's Committee"),
    }
    name_vi, name_en = names[code]
    return Agency.objects.create(
        code=code,
        code_qcvn102=f"000.00.{code.partition('.')[2] or '00'}.{cast.PROVINCE}",
        name_vi=name_vi,
        name_en=name_en,
        level="province" if code == cast.PROVINCE else "commune",
        valid_from=SINCE,
        folded=text.fold(name_vi),
        sort_key=text.sort_key(name_vi),
    )

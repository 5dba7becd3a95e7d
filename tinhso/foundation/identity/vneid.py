"""VNeID, the national electronic identification: what it says becomes a person and an account.

Claims as the identity service publishes them: sub, LoaiTaiKhoan (1 citizen,
2 organisation), SoDinhDanh, HoVaTen, NgayThangNamSinh, TechID, loAs, IAL,
logoutUri. Sign-in is by định danh account only (QĐ 29/2026/QĐ-TTg); a person
is known by SoDinhDanh whatever `sub` says.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.db import transaction

from tinhso.foundation.kernel import text
from tinhso.foundation.kernel.logs import get_logger
from tinhso.foundation.kernel.refusals import Forbidden
from tinhso.foundation.wire.sessions import session_for

from .models import Account
from .services.accounts import ensure_citizen, recognise_person

PEER = "vneid"
LOWEST_LEVEL = 2  # mức độ 02: face and papers checked (NĐ 69/2024, Đ6)
CITIZEN = "1"

log = get_logger(__name__)


def read_claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """Return one set of claims; Forbidden when token and user information name different people."""
    said = sociallogin.account.extra_data
    token, userinfo = said.get("id_token") or {}, said.get("userinfo") or {}
    if not token or (userinfo and userinfo.get("sub") != token.get("sub")):
        raise Forbidden("identity.vneid_contradicts")
    return {**token, **userinfo}


@transaction.atomic
def welcome_citizen(sociallogin: SocialLogin) -> Account:
    """Return the account of the citizen VNeID vouches for, made or brought up to date."""
    claims = read_claims(sociallogin)
    national_id = str(claims.get("SoDinhDanh", ""))
    name = text.nfc(str(claims.get("HoVaTen", "")))
    if str(claims.get("LoaiTaiKhoan", "")) != CITIZEN:
        raise Forbidden("identity.vneid_not_a_citizen")
    if re.fullmatch(r"[0-9]{12}", national_id) is None or not name:
        raise Forbidden("identity.vneid_contradicts")
    if _level(claims) < LOWEST_LEVEL:
        raise Forbidden("identity.vneid_level_too_low", level=_level(claims), needed=LOWEST_LEVEL)
    person = recognise_person(
        national_id=national_id,
        full_name=name,
        born_on=_date(str(claims.get("NgayThangNamSinh", ""))),
        tech_id=str(claims.get("TechID", "")),
    )
    account = ensure_citizen(person)
    if sociallogin.is_existing and sociallogin.user.pk != account.pk:
        raise Forbidden("identity.vneid_contradicts")
    return account


def find_logout_uri(user: object) -> str:
    """Return VNeID's sign-out address for this user, if VNeID gave one that really is its own."""
    if not isinstance(user, Account) or user.kind != Account.Kind.CITIZEN:
        return ""
    link = SocialAccount.objects.filter(user=user).order_by("-last_login").first()
    if link is None:
        return ""
    said = {**(link.extra_data.get("id_token") or {}), **(link.extra_data.get("userinfo") or {})}
    address = str(said.get("logoutUri", ""))
    home = str(settings.PEERS[PEER]["url"])
    return address if home and address.startswith(f"{home}/") else ""


def http_session() -> Any:
    """Return the session in which allauth speaks to VNeID: the platform's one way out."""
    return session_for(PEER)


def _level(claims: Mapping[str, Any]) -> int:
    """Return the lower of the two levels said (account and proofing); 0 when none is."""
    levels = [str(claims[name]) for name in ("loAs", "IAL") if name in claims]
    return min((int(level) for level in levels if level.isdecimal()), default=0)


def _date(said: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007  (a date, no time)
        except ValueError:
            continue
    return None

"""The second factor: a code of the moment (RFC 6238), good once, tried a few times only.

A code used for signing in is not taken again for signing a document, and the
other way round: whoever saw a code over a shoulder has nothing.
"""

import hmac

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.db import IntegrityError, transaction

from tinhso.foundation.identity import lockout
from tinhso.foundation.identity.models import Account, UsedCode
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, TooMany
from tinhso.foundation.kernel.types import Problem

PERIOD = 30  # seconds a code is shown
DRIFT = 1  # steps a telephone's clock may be early or late


def set_totp_secret(account: Account, secret: str) -> None:
    """Give the account this base32 secret, replacing the one it had."""
    Authenticator.objects.update_or_create(
        user=account,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": encrypt(secret)}},
    )


def use_code(account: Account, code: str) -> Authenticator | None:
    """Return the authenticator that made this code and mark the code used; None when it is wrong.

    A code that was used before is wrong. Call inside no transaction that may be
    rolled back afterwards, or the mark is lost.
    """
    digits = "".join(code.split())
    found = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if found is None or len(digits) != 6 or not digits.isdecimal() or not digits.isascii():
        return None
    secret = decrypt(found.data["secret"])
    step = int(clock.machine_now().timestamp()) // PERIOD
    for counter in range(step - DRIFT, step + DRIFT + 1):
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, counter)), digits):
            return found if _mark_used(account, counter) else None
    return None


def confirm_with_second_factor(actor: Actor, code: str) -> None:
    """Take a fresh code from the official before an act that binds, above all a signature.

    Raises Invalid (field "code") when the code is wrong or was used, TooMany
    after five wrong ones, Forbidden for anybody but an official.
    """
    account = actor.account
    if account is None or not actor.is_official:
        raise Forbidden("identity.wrong_post")
    key = lockout.key_of("second-factor", str(account.uid))
    if seconds := lockout.begin_attempt(key):
        raise TooMany("identity.locked", minutes=lockout.minutes(seconds), seconds=seconds)
    if use_code(account, code) is None:
        raise Invalid([Problem(field="code", code="identity.wrong_code", params={})])
    lockout.forgive(key)


def _mark_used(account: Account, counter: int) -> bool:
    try:
        with transaction.atomic():
            UsedCode.objects.create(account=account, counter=counter, used_at=clock.machine_now())
    except IntegrityError:
        return False
    return True

"""allauth under this platform's rules: no open sign-up, locks, VNeID, encrypted secrets."""

import base64
import io
from typing import Any
from urllib.parse import quote

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tinhso.foundation.audit import services as audit
from tinhso.foundation.kernel.refusals import Refusal
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Subject

from . import lockout, vneid
from .homes import home_of
from .models import Account
from .selectors import official_actor
from .types import Actor


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        seconds = lockout.begin_attempt(_password_key(credentials))
        if seconds:
            raise ValidationError(
                say("identity.locked", {"minutes": lockout.minutes(seconds)}), code="locked"
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        found = super().authenticate(request, **credentials)
        if not isinstance(found, Account):
            return None
        lockout.forgive(_password_key(credentials))
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        left = lockout.tries_left(_password_key(credentials))
        if left <= 0:
            lock = {"minutes": lockout.minutes(lockout.LOCK.seconds)}
            raise ValidationError(say("identity.last_try_used", lock), code="wrong")
        raise ValidationError(say("identity.wrong_password", {"left": left}), code="wrong")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """Write the sign-in down: in whose name and how, never with what."""
        if isinstance(user, Account):
            ways = [str(row.get("method")) for row in get_authentication_records(request, user)]
            actor = official_actor(user) if user.kind == "official" else Actor(account=user)
            audit.record(
                actor.who,
                "identity.signed_in",
                Subject(kind="account", uid=str(user.uid)),
                params={"ways": ", ".join(dict.fromkeys(ways))},
            )
        response = super().post_login(request, user, **more)
        assert isinstance(response, HttpResponse)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        account = request.user
        if not isinstance(account, Account):
            return "/"
        if account.kind == Account.Kind.OFFICIAL:
            return home_of(official_actor(account))
        return home_of(Actor(account=account))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: officials have no mail address here, the journal keeps these events."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take what VNeID says, or show a page that says why not."""
        try:
            account = vneid.welcome_citizen(sociallogin)
        except Refusal as refusal:
            page = render(
                request,
                "identity/not_taken.html",
                {"sentence": say(refusal.code, refusal.params)},
                status=refusal.status,
            )
            raise ImmediateHttpResponse(page) from refusal
        if not sociallogin.is_existing:
            sociallogin.connect(request, account)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False  # accounts are made in `pre_social_login`, by national id

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing; see AccountAdapter."""

    def get_requests_session(self) -> Any:
        return vneid.http_session()


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        drawing = io.BytesIO()
        segno.make(url, error="m").save(
            drawing,
            kind="svg",
            xmldecl=False,
            svgns=True,
            omitsize=True,
            border=2,
            svgclass="totp-qr",
            lineclass=None,
            title=_("QR code for the authenticator"),
        )
        return drawing.getvalue().decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let a factor go only while another one stays."""
        strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        if authenticator.type not in strong:
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=strong)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "TỉnhSố"}


def _password_key(credentials: dict[str, Any]) -> str:
    return lockout.key_of("password", str(credentials.get("username", "")))


def _cipher() -> Fernet:
    """Return the cipher of second-factor secrets: its key comes from the platform's secret key."""
    digest = salted_hmac("tinhso.identity.totp", "cipher", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def end_session_url(logout_uri: str, back_to: str) -> str:
    """Return where to sign out of VNeID as well, coming back to `back_to`."""
    joint = "&" if "?" in logout_uri else "?"
    return f"{logout_uri}{joint}post_logout_redirect_uri={quote(back_to, safe='')}"

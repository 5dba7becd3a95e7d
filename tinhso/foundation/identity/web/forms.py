"""allauth's forms with this platform's words, locks and one-time codes."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tinhso.foundation.identity import lockout
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.services.second_factor import use_code
from tinhso.foundation.kernel.sentences import say


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class _OneTimeCode:
    """Check a code once: our marks in the database, then the paper codes of allauth."""

    user: Account
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        key = lockout.key_of("second-factor", str(self.user.uid))
        if seconds := lockout.begin_attempt(key):
            raise ValidationError(
                say("identity.locked", {"minutes": lockout.minutes(seconds)}), code="locked"
            )
        code = str(self.cleaned_data["code"])
        found = use_code(self.user, code) or _recovery(self.user, code)
        if found is None:
            raise ValidationError(say("identity.wrong_code"), code="wrong")
        found.user = self.user
        self.authenticator = found
        lockout.forgive(key)
        return code


def _recovery(account: Account, code: str) -> Authenticator | None:
    paper = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return paper if paper is not None and paper.wrap().validate_code(code) else None


class SecondFactorForm(_OneTimeCode, AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


class SecondFactorAgainForm(_OneTimeCode, ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


class ActivateTotpForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


def _plain_code(field: Any) -> None:
    field.label = _("Code from the authenticator")
    field.widget.attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "spellcheck": "false",
        "maxlength": "12",
    }

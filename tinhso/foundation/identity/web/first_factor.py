"""Setting up a second factor proves it too: whoever just did need not type a code again."""

from typing import Any

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse

from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.selectors import has_second_factor
from tinhso.foundation.identity.services.second_factor import use_code


def _proved(request: HttpRequest, kind: str) -> None:
    if has_second_factor(request):
        return
    made = Authenticator.objects.filter(user=request.user, type=kind).order_by("-id").first()
    if made is not None:
        post_authentication(request, made, reauthenticated=True)


class ActivateTotp(ActivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        account = self.request.user
        assert isinstance(account, Account)
        assert isinstance(response, HttpResponse)
        use_code(account, form.cleaned_data["code"])
        _proved(self.request, Authenticator.Type.TOTP)
        return response


class AddKey(AddWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        assert isinstance(response, HttpResponse)
        _proved(self.request, Authenticator.Type.WEBAUTHN)
        return response


activate_totp = ActivateTotp.as_view()
add_webauthn = AddKey.as_view()

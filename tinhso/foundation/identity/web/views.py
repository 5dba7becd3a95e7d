"""The account's own pages: home, posts, signing out, language, the demonstration's clock."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal import flows
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.calendars.selectors import next_working_day, working_intervals
from tinhso.foundation.identity import adapters, cast, selectors, services, vneid
from tinhso.foundation.identity.homes import home_of
from tinhso.foundation.identity.types import UserRequest
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, NotFound, Unavailable

from .guards import account_required, official_required


class VneidAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """OpenID Connect as allauth does it, but the token's signature is always checked."""

    def _decode_id_token(self, app: Any, id_token: str) -> Any:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


def vneid_login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send the citizen to VNeID; Unavailable when it does not even say where that is."""
    view = OAuth2LoginView.adapter_view(VneidAdapter(request, provider_id))
    try:
        answer = view(request)
    except OSError as trouble:  # what `requests` raises is one
        raise Unavailable("wire.unavailable", peer=provider_id) from trouble
    assert isinstance(answer, HttpResponseBase)
    return answer


def vneid_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take what VNeID sends back."""
    view = OAuth2CallbackView.adapter_view(VneidAdapter(request, provider_id))
    try:
        answer = view(request)
    except OSError as trouble:
        raise Unavailable("wire.unavailable", peer=provider_id) from trouble
    assert isinstance(answer, HttpResponseBase)
    return answer


@never_cache
@account_required
def home(request: UserRequest) -> HttpResponse:
    """Send the person to the page their face calls home."""
    return redirect(home_of(request.actor))


@never_cache
@account_required
def overview(request: UserRequest) -> HttpResponse:
    """Show the person their account: name, posts, ways of signing in."""
    account = request.actor.account
    assert account is not None
    hats = selectors.list_hats(account) if request.actor.is_official else []
    return render(request, "identity/overview.html", {"account": account, "hats": hats})


@never_cache
@official_required()
@require_http_methods(["GET", "POST"])
def choose_post(request: UserRequest) -> HttpResponse:
    """Let an official with several posts say in which one they act."""
    account = request.actor.account
    assert account is not None
    if request.method == "POST":
        hat = services.choose_hat(request, account, request.POST.get("hat", ""))
        messages.success(request, _("You act as: %(post)s") % {"post": hat.post})
        return redirect(_next(request, reverse("identity:home")))
    return render(
        request,
        "identity/choose_post.html",
        {"hats": selectors.list_hats(account), "next": request.GET.get("next", "")},
    )


@require_http_methods(["GET", "POST"])
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session here and, for citizens, at VNeID as well."""
    if request.method == "GET":
        if not request.user.is_authenticated:
            return redirect("/")
        return render(request, "account/logout.html")
    said = vneid.find_logout_uri(request.user)
    flows.logout.logout(request, show_message=False)
    if said:
        return HttpResponseRedirect(adapters.end_session_url(said, f"{settings.SITE_URL}/"))
    return redirect(_next(request, settings.LOGOUT_REDIRECT_URL))


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language in a cookie and go back to where they were."""
    answer = redirect(_next(request, "/"))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * 86400,
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )
    return answer


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the demonstration's clock: an hour, a working day, or back to its first day."""
    if not settings.TIME_MACHINE:
        raise NotFound("kernel.not_found")
    if selectors.actor_of(request).is_anonymous and not settings.DEMO and not settings.TESTING:
        raise Forbidden("identity.sign_in_first")
    step = request.POST.get("step", "")
    if step == "hour":
        clock.set_clock(clock.now() + timedelta(hours=1))
    elif step == "morning":
        clock.set_clock(_next_working_morning())
    elif step == "start":
        clock.set_clock(clock.at(cast.DEMO_DAY, 9))
    elif step == "real":
        clock.set_clock(None)
    else:
        raise NotFound("kernel.not_found")
    messages.info(
        request,
        _("The clock now says %(moment)s.")
        % {"moment": clock.local(clock.now()).strftime("%H:%M %d/%m/%Y")},
    )
    return redirect(_next(request, "/"))


def _next_working_morning() -> datetime:
    """Return the moment at which offices open on the next working day."""
    return working_intervals(next_working_day(clock.today()))[0][0]


def _next(request: HttpRequest, otherwise: str) -> str:
    """Return the page to go back to, if it is ours."""
    said = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(said, {request.get_host()}, request.is_secure())
    return said if said and safe else otherwise

"""Who acts is known before any view runs; an official without a second factor gets no further."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from tinhso.foundation.kernel import clock

from .models import Account
from .selectors import actor_of, has_second_factor
from .types import Actor

IDLE_MINUTES = {"official": 30, "citizen": 60, "service": 5}
_SEEN = "identity.seen_at"

# What an official may reach before the second factor is passed.
OPEN_BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        "account_inactive",
        "identity:language",
        "identity:clock",
        "ui:healthz",
        "healthz",
    }
)

# …and this only while there is none yet: otherwise a stolen password could add a factor of its own.
OPEN_BEFORE_FIRST_FACTOR = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})


class IdentityMiddleware:
    """Set `request.actor`, end idle sessions, and hold officials at the second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            if _was_idle_too_long(request):
                logout(request)
                request.session["identity_ended"] = "idle"
            _actor(request, actor_of(request))
        else:
            _actor(request, Actor.anonymous())
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        account = request.user
        if not isinstance(account, Account) or account.kind != Account.Kind.OFFICIAL:
            return None
        if has_second_factor(request):
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in OPEN_BEFORE_SECOND_FACTOR:
            return None
        kinds = _factors(account)
        if not kinds and page in OPEN_BEFORE_FIRST_FACTOR:
            return None
        return _to_second_factor(request, kinds)


def _actor(request: HttpRequest, actor: Actor) -> None:
    request.actor = actor  # type: ignore[attr-defined]


def _factors(account: Account) -> set[str]:
    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    rows = Authenticator.objects.filter(user=account, type__in=strong)
    return set(rows.values_list("type", flat=True))


def _to_second_factor(request: HttpRequest, kinds: set[str]) -> HttpResponse:
    if Authenticator.Type.TOTP in kinds:
        where = reverse("mfa_reauthenticate")
    elif kinds:
        where = reverse("mfa_reauthenticate_webauthn")
    else:
        where = reverse("mfa_activate_totp")
    where = f"{where}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(where)
    return HttpResponseRedirect(where)


def _was_idle_too_long(request: HttpRequest) -> bool:
    """Say whether the session rested too long; note once a minute that it was seen."""
    account = request.user
    if not isinstance(account, Account):
        return False
    now = int(clock.machine_now().timestamp())
    seen = request.session.get(_SEEN, now)
    if now - seen > IDLE_MINUTES[account.kind] * 60:
        return True
    if now - seen >= 60 or _SEEN not in request.session:
        request.session[_SEEN] = now
    return False

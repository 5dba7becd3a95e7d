"""Guards of views: who may come in at all. What they may see is the selectors' business."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from tinhso.foundation.identity.selectors import actor_of
from tinhso.foundation.identity.types import Actor, UserRequest
from tinhso.foundation.kernel.refusals import Forbidden

P = ParamSpec("P")
View = Callable[Concatenate[UserRequest, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def citizen_required(view: View[P]) -> Guarded[P]:
    """Let citizens in, send strangers to the sign-in page, refuse officials."""
    return _guard(view, lambda actor: actor.is_citizen, "identity.citizens_only")


def account_required(view: View[P]) -> Guarded[P]:
    """Let anybody in who signed in."""
    return _guard(view, lambda actor: not actor.is_anonymous, "identity.sign_in_first")


def official_required(
    role: str | tuple[str, ...] | None = None,
) -> Callable[[View[P]], Guarded[P]]:
    """Let officials in whose post has this role (one of these; any post when none is named)."""
    roles = (role,) if isinstance(role, str) else role

    def fits(actor: Actor) -> bool:
        if not actor.is_official:
            return False
        return roles is None or any(actor.has_role(code) for code in roles)

    def guard(view: View[P]) -> Guarded[P]:
        return _guard(view, fits, "identity.wrong_post")

    return guard


def operator_required(view: View[P]) -> Guarded[P]:
    """Let the platform's operators in."""
    return _guard(view, lambda actor: actor.is_operator, "identity.operators_only")


def _guard(view: View[P], fits: Callable[[Actor], bool], refusal: str) -> Guarded[P]:
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = getattr(request, "actor", None)
        if not isinstance(actor, Actor):
            actor = actor_of(request)
            request.actor = actor  # type: ignore[attr-defined]
        if actor.is_anonymous:
            answer = redirect_to_login(request.get_full_path())
            if getattr(request, "htmx", False):
                return HttpResponseClientRedirect(answer.url)
            return answer
        if not fits(actor):
            raise Forbidden(refusal)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    update_wrapper(guarded, view)
    return guarded

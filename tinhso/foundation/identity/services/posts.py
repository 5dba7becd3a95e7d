"""Who holds which post, who lent it to whom, and in whose name the official acts now."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest

from tinhso.foundation.identity.models import Account, Delegation, PostHolding
from tinhso.foundation.identity.selectors import HAT_SESSION_KEY, list_hats
from tinhso.foundation.identity.types import Hat
from tinhso.foundation.kernel.refusals import Forbidden

if TYPE_CHECKING:
    from tinhso.foundation.directory.models import Post


@transaction.atomic
def appoint_official(
    account: Account,
    post: "Post",
    *,
    from_on: date,
    to_on: date | None = None,
    legal_basis: str = "",
) -> PostHolding:
    """Give the post to the account from that day; saying it twice changes nothing."""
    holding, _ = PostHolding.objects.get_or_create(
        account=account,
        post=post,
        from_on=from_on,
        defaults={"to_on": to_on, "legal_basis": legal_basis},
    )
    return holding


@transaction.atomic
def delegate_post(
    post: "Post",
    account: Account,
    *,
    scope: Sequence[str] = (),
    from_on: date,
    to_on: date,
    legal_basis: str,
) -> Delegation:
    """Lend the powers of `post` to an official between two days, on a written decision."""
    if account.kind != Account.Kind.OFFICIAL:
        raise Forbidden("identity.delegation_to_officials_only")
    return Delegation.objects.create(
        post=post,
        account=account,
        scope=list(scope),
        from_on=from_on,
        to_on=to_on,
        legal_basis=legal_basis,
    )


def choose_hat(request: HttpRequest, account: Account, code: str) -> Hat:
    """Make the official act in this post for this session; Forbidden if not theirs today."""
    for hat in list_hats(account):
        if hat.code == code:
            request.session[HAT_SESSION_KEY] = code
            return hat
    raise Forbidden("identity.not_your_post")

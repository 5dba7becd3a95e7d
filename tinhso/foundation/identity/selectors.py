"""Who is there, and in whose name they may act today."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound

from .models import Account, Delegation, Person, PostHolding
from .types import Actor, Hat

HAT_SESSION_KEY = "identity.hat"
_RECORDS = "account_authentication_methods"


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request.

    An official whose second factor is missing in this session is anonymous
    here: forgetting a guard somewhere opens nothing.
    """
    account = request.user
    if not isinstance(account, Account) or not account.is_active:
        return Actor.anonymous()
    if account.kind != Account.Kind.OFFICIAL:
        return Actor(account=account)
    if not has_second_factor(request):
        return Actor.anonymous()
    return official_actor(account, hat_code=request.session.get(HAT_SESSION_KEY, ""))


def official_actor(account: Account, *, hat_code: str = "", on: date | None = None) -> Actor:
    """Return the official acting in the post named by `hat_code`, or in their first one."""
    hats = list_hats(account, on=on)
    if not hats:
        return Actor(account=account)
    hat = next((hat for hat in hats if hat.code == hat_code), hats[0])
    return Actor(account=account, post=hat.post, delegation=hat.delegation)


def list_hats(account: Account, on: date | None = None) -> list[Hat]:
    """Return the posts in whose name the official may act on that day, own posts first."""
    day = on or clock.today()
    in_force = Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
    held = (
        PostHolding.objects.filter(in_force, account=account)
        .select_related("post__unit__agency")
        .order_by("from_on", "id")
    )
    lent = (
        Delegation.objects.filter(in_force, account=account)
        .select_related("post__unit__agency")
        .order_by("from_on", "id")
    )
    return [
        *(Hat(code=f"holding:{row.uid}", post=row.post) for row in held),
        *(Hat(code=f"delegation:{row.uid}", post=row.post, delegation=row) for row in lent),
    ]


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether this session passed a second factor, or a passkey that is both at once."""
    records = request.session.get(_RECORDS, [])
    return any(record.get("method") == "mfa" for record in records)


def get_account(uid: UUID | str) -> Account:
    """Return the account; NotFound when there is none."""
    found = Account.objects.select_related("person").filter(uid=uid).first()
    if found is None:
        raise NotFound("identity.no_account")
    return found


def find_account_by_username(username: str) -> Account | None:
    return Account.objects.filter(username=username).first()


def find_person(national_id: str) -> Person | None:
    return Person.objects.filter(national_id=national_id).first()


def list_holders(role: str, agency_code: str, on: date | None = None) -> Sequence[Account]:
    """Return the accounts that hold a post with this role at this agency on that day."""
    day = on or clock.today()
    return [
        row.account
        for row in PostHolding.objects.filter(
            Q(to_on__isnull=True) | Q(to_on__gte=day),
            from_on__lte=day,
            post__role=role,
            post__unit__agency__code=agency_code,
            account__is_active=True,
        )
        .select_related("account")
        .order_by("from_on", "id")
    ]

"""Reading the vault: owners their own items, anybody the little that a result code shows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.sentences import say

from .codes import read_result_code
from .models import Item
from .types import PublicResult


def list_items(actor: Actor) -> QuerySet[Item]:
    """Return what lies in the actor's vault (or of the person they act for), latest first."""
    owner = _owner(actor)
    if not owner:
        return Item.objects.none()
    return Item.objects.filter(owners__national_id=owner)


def access_item(actor: Actor, uid: object) -> Item:
    """Return the item if it lies in the actor's vault; else NotFound, as for one that is not."""
    item = list_items(actor).filter(uid=_uid(uid)).select_related("replaced_by").first()
    if item is None:
        raise NotFound("vault.no_item")
    return item


def find_public(result_code: str) -> PublicResult | None:
    """Return what anybody may learn of the result with this code; None when there is none."""
    code = read_result_code(result_code)
    item = Item.objects.filter(result_code=code).first() if code else None
    return public_result(item) if item else None


def find_public_by_sha256(sha256: str) -> PublicResult | None:
    """Return the public face of the item whose file has exactly these bytes."""
    item = Item.objects.filter(file_sha256=sha256).first()
    return public_result(item) if item else None


def find_item_of_case(case_code: str, kind: str) -> Item | None:
    """Return the latest item of a kind that came from a case."""
    return Item.objects.filter(provenance__case_code=case_code, kind=kind).first()


def public_result(item: Item) -> PublicResult:
    changed = item.status_changed_at
    return PublicResult(
        issuer=dict(item.source.agency_name or {"vi": item.agency_code, "en": item.agency_code}),
        title={"vi": item.title_vi, "en": item.title_en},
        issued_on=item.issued_on,
        status=item.status,
        masked_name=item.masked_name,
        changed_on=clock.local(changed).date() if changed else None,
    )


def verdict_sentences(verdict: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a verdict's summary in the reader's language: plain text or (code, params)."""
    said = []
    for line in verdict.get("summary") or verdict.get("sentences") or ():
        if isinstance(line, Mapping):
            said.append(say(str(line.get("code", "")), line.get("params")))
        elif isinstance(line, (list, tuple)) and len(line) == 2:
            said.append(say(str(line[0]), line[1]))
        else:
            said.append(str(line))
    return tuple(said)


def _owner(actor: Actor) -> str:
    if not actor.is_citizen:
        return ""
    person = actor.on_behalf_of or actor.person
    return person.national_id if person else ""


def _uid(said: object) -> UUID:
    try:
        return UUID(str(said))
    except ValueError:
        raise NotFound("vault.no_item") from None

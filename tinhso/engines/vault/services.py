"""Putting results into people's vaults, and taking their validity away.

Called by `cases` once a result is signed; by officials' acts of correction later.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from tinhso.foundation.audit import services as audit
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.files import selectors as files
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, Invalid, NotFound, Unavailable
from tinhso.foundation.kernel.types import SYSTEM, Problem, Subject, Who

from .codes import new_result_code, read_result_code
from .models import Item, ItemOwner
from .registry import register_verifier, verifiers
from .selectors import find_public_by_sha256, verdict_sentences
from .types import CheckedFile, Provenance, Status

__all__ = [
    "check_upload",
    "new_result_code",
    "register_verifier",
    "replace_result",
    "revoke_result",
    "store_result",
]


@transaction.atomic
def store_result(
    *,
    owner_national_ids: Sequence[str],
    kind: str,
    title: Mapping[str, str],
    file_uid: str,
    data: Mapping[str, Any],
    provenance: Provenance,
    verdict: Mapping[str, Any],
    code: str | None = None,
    holder_name: str = "",
    who: Who = SYSTEM,
) -> Item:
    """Put a result into the vaults of its owners and return it.

    `code` is the result code printed on the file (`new_result_code` beforehand); one is made
    when none is said. Storing the same code with the same file again changes nothing.
    Raises NotFound without such a file, Invalid without an owner or with a malformed code,
    Conflict when the code belongs to another result.
    """
    owners = sorted({number for number in owner_national_ids if number})
    if not owners:
        raise Invalid([Problem(field="owner_national_ids", code="vault.no_owner", params={})])
    result_code = read_result_code(code) if code else new_result_code()
    if result_code is None:
        raise Invalid([Problem(field="code", code="vault.bad_code", params={})])
    file = files.get_file(file_uid)
    known = Item.objects.filter(result_code=result_code).first()
    if known is not None:
        if str(known.file_uid) != str(file.uid):
            raise Conflict("vault.code_taken")
        return known
    item = Item.objects.create(
        kind=kind,
        title_vi=title["vi"],
        title_en=title.get("en") or title["vi"],
        holder_name=holder_name,
        file_uid=file.uid,
        file_sha256=file.sha256,
        data=dict(data),
        provenance=_with_agency_name(provenance).as_json(),
        verdict=dict(verdict),
        result_code=result_code,
        agency_code=provenance.agency_code,
        issued_on=clock.local(provenance.issued_at).date(),
    )
    ItemOwner.objects.bulk_create(ItemOwner(item=item, national_id=one) for one in owners)
    audit.record(who, "vault.result_stored", _subject(item), params={"case": provenance.case_code})
    return item


@transaction.atomic
def revoke_result(who: Who, uid: str, *, reason: str) -> Item:
    """Say that the result is no longer valid (thu hồi, huỷ); its copies show it at once.

    The caller has checked the right to do so. Raises Conflict when it is not valid any more.
    """
    return _end(who, uid, Status.REVOKED, reason)


@transaction.atomic
def replace_result(who: Who, uid: str, *, by: Item, reason: str) -> Item:
    """Say that the result was replaced by another (corrected) one."""
    return _end(who, uid, Status.REPLACED, reason, by=by)


def check_upload(name: str, data: bytes) -> CheckedFile:
    """Check the signature of a PDF that somebody brings; nothing of it is kept.

    Raises Invalid for what is no PDF, Unavailable when nobody here checks signatures.
    """
    if not data.startswith(b"%PDF-"):
        raise Invalid([Problem(field="file", code="vault.not_a_pdf", params={})])
    verifier = verifiers.find("pdf")
    if verifier is None:
        raise Unavailable("vault.no_verifier")
    verdict = verifier(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return CheckedFile(
        name=name,
        sha256=sha256,
        ok=bool(verdict.get("ok")),
        sentences=verdict_sentences(verdict),
        result=find_public_by_sha256(sha256),
    )


def _end(who: Who, uid: str, status: Status, reason: str, *, by: Item | None = None) -> Item:
    item = Item.objects.select_for_update().filter(uid=uid).first()
    if item is None:
        raise NotFound("vault.no_item")
    if item.status != Status.VALID:
        raise Conflict("vault.not_valid_any_more")
    item.status = status
    item.status_reason = reason
    item.status_changed_at = clock.now()
    item.replaced_by = by
    item.save()
    audit.record(who, f"vault.result_{status}", _subject(item), params={"reason": reason})
    return item


def _subject(item: Item) -> Subject:
    return Subject(kind="vault-item", uid=str(item.uid))


def _with_agency_name(said: Provenance) -> Provenance:
    """Keep the agency's name of that day: a later merger must not rename the issuer."""
    if said.agency_name:
        return said
    day = clock.local(said.issued_at).date()
    agency = directory.get_agency(said.agency_code, on=day)
    return Provenance(
        case_code=said.case_code,
        agency_code=said.agency_code,
        issued_at=said.issued_at,
        signer=said.signer,
        agency_name=agency.name,
        procedure=said.procedure,
    )

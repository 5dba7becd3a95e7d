"""The result: drafted after the entry, stored after the signature. Called by handlers only."""

import hashlib

from django.conf import settings

from tinhso.engines.notifications import services as notifications
from tinhso.engines.papers import services as papers
from tinhso.engines.signing.types import Verdict
from tinhso.engines.vault import services as vault
from tinhso.engines.vault.types import Provenance
from tinhso.foundation.files import services as files
from tinhso.foundation.identity import selectors as identity
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import SYSTEM
from tinhso.foundation.outbox.events import emit
from tinhso.systems.cases.events import ResultIssued
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import Status, Step
from tinhso.systems.civilstatus import selectors as civilstatus
from tinhso.systems.civilstatus import services as civilstatus_services

from .steps import add_to_timeline, move_to
from .submit import recipient_of

CERTIFICATE = "birth-certificate"
HEAD_TITLE = "Chủ tịch Ủy ban nhân dân"


def draft_result(case: Case) -> None:
    """Make the certificate from the register entry; the leader is shown this very file."""
    if case.draft_result_file:
        return
    entry = civilstatus.get_entry_for(case.subject)
    case.result_code = case.result_code or vault.new_result_code()
    signer = identity.list_holders("agency_head", case.agency_code)
    data = civilstatus_services.certificate_data(
        entry,
        signer_name=signer[0].get_full_name() if signer else "",
        signer_title=HEAD_TITLE,
        result_code=case.result_code,
    )
    pdf = papers.render_paper(CERTIFICATE, data)
    box = papers.find_signature_box(CERTIFICATE, data)
    stored = files.store_bytes(SYSTEM, pdf, name=f"{case.code}.pdf", subject=case.subject)
    now = clock.now()
    case.draft_result_file = str(stored.uid)
    case.signature_box = {"page": box.page, "box": list(box.box)} if box else None
    case.draft_result_sha256 = hashlib.sha256(pdf).hexdigest()
    move_to(case, Step.SIGN, now)
    case.save()
    add_to_timeline(
        case,
        "cases.entered",
        SYSTEM,
        now,
        year=entry.book.year,
        number=entry.number,
    )


def take_signed_result(case: Case, file_uid: str, verdict: Verdict) -> None:
    """Keep the signed file and what the check of it found; the process goes on to issue it."""
    now = clock.now()
    case.result_file = file_uid
    case.result_verdict = verdict.as_json()
    case.signed_by = {
        "name": verdict.signer_name,
        "post_title": HEAD_TITLE,
        "agency": case.agency_code,
    }
    move_to(case, Step.ISSUE, now)
    case.save()
    add_to_timeline(case, "cases.signed", SYSTEM, now, name=verdict.signer_name)


def issue_result(case: Case) -> None:
    """Put the signed result, with where it came from and its verdict, into the owners' vault.

    Done once: the vault knows the result by its code.
    """
    if case.vault_item:
        return
    entry = civilstatus.get_entry_for(case.subject)
    now = clock.now()
    item = vault.store_result(
        owner_national_ids=_owners(case),
        kind=CERTIFICATE,
        title=case.edition.result_name,
        file_uid=case.result_file,
        data={"personal_number": entry.personal_number, "full_name": case.about},
        provenance=Provenance(
            case_code=case.code,
            agency_code=case.agency_code,
            issued_at=now,
            signer=f"{case.signed_by['name']}, {HEAD_TITLE}",
            procedure=case.edition.procedure.name,
        ),
        verdict=case.result_verdict,
        holder_name=case.about,
        code=case.result_code,
    )
    case.vault_item = str(item.uid)
    case.status = Status.FINISHED
    case.finished_at = now
    move_to(case, Step.RETURN, now)
    case.save()
    add_to_timeline(case, "cases.issued", SYSTEM, now)
    notifications.notify(
        recipient_of(case),
        "cases.notice.issued",
        {"code": case.code, "address": f"{settings.SITE_URL}/kho/"},
        subject=case.subject,
        key=f"{case.uid}:issued",
        channels=("sms",),
    )
    emit(
        ResultIssued(
            case=str(case.uid), code=case.code, agency=case.agency_code, item=str(item.uid)
        )
    )


def _owners(case: Case) -> list[str]:
    """The child's representatives hold its papers (BLDS 2015 Đ136): parents, else the applicant."""
    numbers = [case.answers.get(parent, {}).get("national_id") for parent in ("mother", "father")]
    return [n for n in numbers if n] or [case.applicant.national_id]

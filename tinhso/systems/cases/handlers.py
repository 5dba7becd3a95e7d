"""What cases do when news arrives: their own, the register's, the signature's, the process's.

All run in the worker. Each but one writes only our database, in one transaction with the mark
that it is done; the check of a signature asks outside and is made twice without harm.
"""

from django.db import transaction

from tinhso.engines.notifications import services as notifications
from tinhso.engines.papers import services as papers
from tinhso.engines.signing import services as signing
from tinhso.engines.signing.events import DocumentSigned, SigningFailed
from tinhso.engines.workflow import services as workflow
from tinhso.engines.workflow.events import ProcessEnded
from tinhso.engines.workflow.registry import service_task
from tinhso.engines.workflow.types import ServiceCall
from tinhso.foundation.files import services as files
from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import SYSTEM, Who
from tinhso.foundation.outbox.events import on
from tinhso.foundation.outbox.types import NotYet
from tinhso.systems.civilstatus.events import BirthEntered, BirthHeldUp

from .events import CaseAccepted
from .models import Case
from .receipts import receipt_data
from .selectors import find_case
from .services.result import draft_result, issue_result, take_signed_result
from .services.returning import mark_returned
from .services.steps import add_to_timeline
from .services.submit import recipient_of
from .types import SUBJECT_KIND, Status, Step

ASK_AGAIN = {"revocation_unknown", "stamp_unknown"}  # verdicts that time may change


def _locked(kind: str, uid: str) -> Case | None:
    return find_case(uid, lock=True) if kind == SUBJECT_KIND else None


@on(CaseAccepted)
def make_receipt(event: CaseAccepted) -> None:
    """Print the receipt and appointment slip (mẫu 01, TT 03/2025/TT-VPCP); tell the applicant."""
    case = _locked(SUBJECT_KIND, event.case)
    if case is None or case.receipt_file:
        return
    pdf = papers.render_paper("receipt", receipt_data(case))
    stored = files.store_bytes(SYSTEM, pdf, name=f"{case.code}-receipt.pdf", subject=case.subject)
    case.receipt_file = str(stored.uid)
    case.save(update_fields=["receipt_file"])
    notifications.notify(
        recipient_of(case),
        "cases.notice.accepted",
        {"code": case.code, "due_at": event.due_at},
        subject=case.subject,
        key=f"{case.uid}:accepted",
        channels=("sms",),
    )


@on(BirthEntered)
def draft_certificate(event: BirthEntered) -> None:
    """Draft the certificate as soon as the birth stands in the register."""
    case = _locked(event.subject_kind, event.subject_uid)
    if case is not None and case.step == Step.ENTER:
        draft_result(case)


@on(BirthHeldUp)
def show_waiting(event: BirthHeldUp) -> None:
    """Say in the timeline that the register waits, and why; the worker asks again by itself."""
    case = _locked(event.subject_kind, event.subject_uid)
    if case is not None and case.step == Step.ENTER:
        add_to_timeline(case, "cases.waiting_for_register", SYSTEM, clock.now())


@on(DocumentSigned, outside=True)
def take_signature(event: DocumentSigned) -> None:
    """Check the signed certificate, keep it and let the process go on.

    The check may ask the authority whether the certificate still holds, so it happens outside
    a transaction; what cannot be told yet is asked again later.
    """
    if event.subject_kind != SUBJECT_KIND:
        return
    verdict = signing.verify_pdf(read_file(get_file(event.file)))
    if verdict.code in ASK_AGAIN:
        raise NotYet(seconds=30)
    if not verdict.ok:
        _give_back(event.subject_uid)
        return
    with transaction.atomic():
        case = find_case(event.subject_uid, lock=True)
        if case is None or case.step != Step.SIGN:
            return
        take_signed_result(case, event.file, verdict)
        signer = Who(account=event.account, name=verdict.signer_name, kind="official")
        workflow.complete_task(signer, subject=case.subject, node=Step.SIGN)


@on(SigningFailed)
def show_failed_signature(event: SigningFailed) -> None:
    """Give the document back to the leader's list; the timeline says why."""
    if event.subject_kind == SUBJECT_KIND:
        _give_back(event.subject_uid)


@transaction.atomic
def _give_back(uid: str) -> None:
    """Put the document back on the leader's list: its signature cannot be relied upon."""
    case = find_case(uid, lock=True)
    if case is None or case.step != Step.SIGN:
        return
    case.signature_request = ""
    case.save(update_fields=["signature_request"])
    add_to_timeline(case, "cases.signature_failed", SYSTEM, clock.now(), public=False)


@service_task("cases.issue_result")
def issue(call: ServiceCall) -> dict[str, object]:
    """Service task of the diagram: the result goes to the vault."""
    case = _locked(call.subject.kind, call.subject.uid)
    assert case is not None
    issue_result(case)
    return {}


@on(ProcessEnded)
def close_electronic_case(event: ProcessEnded) -> None:
    """When no paper is wanted the process ends with the electronic result: it is returned."""
    case = _locked(event.subject_kind, event.subject_uid)
    if case is not None and case.status == Status.FINISHED:
        mark_returned(case, SYSTEM, "cases.returned_online")

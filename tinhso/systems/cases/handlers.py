"""What cases do when news arrives: their own, the register's, the signature's, the process's.

All run in the worker; each writes only our database in one transaction with its delivery mark.
"""

from tinhso.engines.notifications import services as notifications
from tinhso.engines.papers import services as papers
from tinhso.engines.signing.events import DocumentSigned, SigningFailed
from tinhso.engines.workflow.events import ProcessEnded
from tinhso.engines.workflow.registry import service_task
from tinhso.engines.workflow.types import ServiceCall
from tinhso.engines.workflow import services as workflow
from tinhso.foundation.files import services as files
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import SYSTEM, Who
from tinhso.foundation.outbox.events import on
from tinhso.systems.civilstatus.events import BirthEntered

from .events import CaseAccepted
from .models import Case
from .receipts import receipt_data
from .selectors import find_case
from .services.result import draft_result, issue_result, take_signed_result
from .services.returning import mark_returned
from .services.steps import add_to_timeline
from .services.submit import recipient_of
from .types import SUBJECT_KIND, Status, Step


def _locked(kind: str, uid: str) -> Case | None:
    return find_case(uid, lock=True) if kind == SUBJECT_KIND else None


@on(CaseAccepted)
def make_receipt(event: CaseAccepted) -> None:
    """Print the receipt and appointment slip (mẫu 01, TT 03/2025/TT-VPCP) and tell the applicant."""
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


@on(DocumentSigned)
def take_signature(event: DocumentSigned) -> None:
    """Keep the signed certificate and let the process go on."""
    case = _locked(event.subject_kind, event.subject_uid)
    if case is None or case.step != Step.SIGN:
        return
    take_signed_result(case, event.file)
    workflow.complete_task(
        Who(account=event.account, name=event.signer), subject=case.subject, node=Step.SIGN
    )


@on(SigningFailed)
def show_failed_signature(event: SigningFailed) -> None:
    """Give the document back to the leader's list; the timeline says why."""
    case = _locked(event.subject_kind, event.subject_uid)
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

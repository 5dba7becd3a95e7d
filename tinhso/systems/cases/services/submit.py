"""Submit: answers become a case with a code, once, however often the button is pressed."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from tinhso.engines.forms import selectors as form_selectors
from tinhso.engines.forms import services as forms
from tinhso.engines.notifications import services as notifications
from tinhso.engines.notifications.types import Recipient
from tinhso.engines.workflow import services as workflow
from tinhso.foundation.calendars import deadlines
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.directory.models import Agency
from tinhso.foundation.directory.types import COMMUNE
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, Invalid
from tinhso.foundation.kernel.text import fold
from tinhso.foundation.kernel.types import Problem
from tinhso.foundation.outbox.events import emit
from tinhso.systems.cases.events import CaseSubmitted
from tinhso.systems.cases.facts import full_name_of
from tinhso.systems.cases.models import Case, CasePaper
from tinhso.systems.cases.types import Channel, Step, Submission
from tinhso.systems.procedures import selectors as procedures

from .codes import new_secret, next_case_code
from .steps import add_to_timeline

PROVINCE_CODE = str(settings.PROVINCE["code"])


@transaction.atomic
def submit_case(actor: Actor, draft_uid: str) -> Submission:
    """Submit the answers of a draft. Clock one starts: 8 working hours to accept or refuse.

    Idempotent on the draft: a second call returns the same case. Raises Invalid when an
    answer is missing or wrong, or when no office serves the parents' place of residence.
    """
    if actor.person is None:
        raise Forbidden("kernel.forbidden")
    draft = form_selectors.access_draft(actor, draft_uid, lock=True)
    before = Case.objects.filter(draft_uid=str(draft.uid)).first()
    if before is not None:
        return Submission(uid=str(before.uid), code=before.code, secret=before.tracking_secret)

    problems = forms.check_draft(actor, draft_uid)
    if problems:
        raise Invalid(problems)
    frozen = forms.freeze_draft(actor, draft_uid)
    answers = frozen.answers
    now = clock.now()
    today = clock.local(now).date()
    procedure_code = str(draft.context["procedure"])
    edition = procedures.edition_on(procedure_code, today)
    agency = _office(answers, today)
    if agency is None:
        raise Invalid([Problem(field="mother.residence", code="cases.no_agency", params={})])

    intake = deadlines.online_intake_deadline(now)
    about = full_name_of(answers["child"])
    applicant = answers["applicant"]
    case = Case.objects.create(
        code=next_case_code(agency.code, today),
        tracking_secret=new_secret(),
        agency=agency,
        agency_code=agency.code,
        procedure_code=procedure_code,
        edition=edition,
        channel=Channel.ONLINE,
        draft_uid=str(draft.uid),
        applicant=actor.person,
        applicant_name=actor.person.full_name,
        applicant_phone=applicant.get("phone") or "",
        applicant_email=applicant.get("email") or "",
        about=about,
        folded=fold(f"{actor.person.full_name} {about}"),
        answers=answers,
        origins=frozen.origins,
        answers_sha256=frozen.sha256,
        step=Step.ACCEPT,
        step_since=now,
        updated_at=now,
        submitted_at=now,
        intake_due_at=intake.due_at,
        intake_derivation=intake.as_json(),
    )
    _keep_papers(case, answers)
    add_to_timeline(case, "cases.submitted", actor.who, now)
    workflow.start_process(
        edition.process_code,
        subject=case.subject,
        variables={"paper_wanted": answers.get("result", {}).get("delivery") != "electronic"},
        agency=agency.code,
    )
    notifications.notify(
        recipient_of(case),
        "cases.notice.submitted",
        {
            "code": case.code,
            "secret": case.tracking_secret,
            "address": f"{settings.SITE_URL}/tra-cuu/",
            "due_at": intake.due_at.isoformat(),
        },
        subject=case.subject,
        key=f"{case.uid}:submitted",
        channels=("sms",),
    )
    emit(
        CaseSubmitted(
            case=str(case.uid), code=case.code, procedure=procedure_code, agency=agency.code
        )
    )
    return Submission(uid=str(case.uid), code=case.code, secret=case.tracking_secret)


def recipient_of(case: Case) -> Recipient:
    return Recipient(
        person_id=case.applicant.national_id,
        name=case.applicant_name,
        phone=case.applicant_phone,
        email=case.applicant_email,
        language="vi",
    )


def _office(answers: dict[str, Any], day: date) -> Agency | None:
    """Return the commune of this province where the mother, else the father, lives.

    Luật Hộ tịch 2014 Đ13; a parent who lives in another province does not keep the other's
    commune from serving.
    """
    for parent in ("mother", "father"):
        place = answers.get(parent, {}).get("residence", {}).get("place")
        found = directory.find_agency_for_place(str(place), day) if place else None
        if found and found.level == COMMUNE and found.code.startswith(f"{PROVINCE_CODE}."):
            return found
    return None


def _keep_papers(case: Case, answers: dict[str, Any]) -> None:
    papers = answers.get("papers", {})
    name = {"vi": "Giấy chứng sinh", "en": "Birth notification"}
    for file_uid in papers.get("birth_notice") or []:
        CasePaper.objects.create(
            case=case, code="birth_notice", name=name, origin="uploaded", file_uid=file_uid
        )
    if number := papers.get("birth_notice_number"):
        CasePaper.objects.create(
            case=case, code="birth_notice", name=name, origin="electronic", number=number
        )

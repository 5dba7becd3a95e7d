"""The rows of one past case: drawn moments, then case, timeline, paper, process, entry, journal."""

import hashlib
import json
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tinhso.engines.workflow.seeds import PastProcess, PastStep
from tinhso.foundation.audit.seeds import PastAct
from tinhso.foundation.calendars import deadlines, working_time
from tinhso.foundation.calendars.types import Calendar
from tinhso.foundation.directory.models import Agency
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.text import fold
from tinhso.foundation.kernel.types import SYSTEM, Who
from tinhso.systems.civilstatus.seeds import PastBirth
from tinhso.systems.procedures.selectors import Edition

from .facts import birth_facts
from .models import Case, CasePaper, TimelineItem
from .past_people import Family, Folk
from .services.codes import ALPHABET
from .services.steps import short
from .types import Channel, Status, Step


@dataclass
class PastCase:
    case: Case
    paper: CasePaper
    process: PastProcess
    lines: list[TimelineItem] = field(default_factory=list)
    acts: list[PastAct] = field(default_factory=list)
    birth: PastBirth | None = None

    def tell(self, code: str, who: Who, at: datetime, **params: Any) -> None:
        self.lines.append(
            TimelineItem(case=self.case, at=at, code=code, params=params, who=short(who))
        )
        self.acts.append(
            PastAct(at=at, who=who, action=code, subject=self.case.subject, params=params)
        )


@dataclass(frozen=True, kw_only=True)
class Moments:
    """When each thing happened; None for what has not happened yet."""

    submitted: datetime
    accepted: datetime | None
    verified: datetime | None
    entered: datetime | None
    signed: datetime | None
    issued: datetime | None


def write_case(
    drawn: random.Random,
    *,
    edition: Edition,
    calendar: Calendar,
    agency: Agency,
    folk: Folk,
    family: Family,
    day: date,
    serial: int,
    is_recent: bool,
    now: datetime,
    reached: int | None = None,
) -> PastCase:
    """Return the unsaved rows of one case that was submitted on `day`, as they stand at `now`.

    `reached` says how far it came (0 submitted … 5 issued) where it is not left to chance.
    """
    moments = _draw_moments(drawn, calendar, day, is_recent, now, reached)
    case = _case(drawn, edition, calendar, agency, family, day, serial, moments)
    paper = CasePaper(
        case=case,
        code="birth_notice",
        name={"vi": "Giấy chứng sinh", "en": "Birth notification"},
        origin="electronic",
        number=family.answers["papers"]["birth_notice_number"],
    )
    past = PastCase(case=case, paper=paper, process=_process(case, folk, moments))
    applicant = Who(name=case.applicant_name, kind="citizen")
    intake = folk.clerk if case.channel == Channel.COUNTER else applicant
    past.tell("cases.submitted", intake, moments.submitted)
    if moments.accepted:
        assert case.due_at is not None
        case.accepted_by = short(folk.clerk)
        past.tell("cases.accepted", folk.clerk, moments.accepted, due_at=case.due_at.isoformat())
    if moments.verified:
        case.verified_by = short(folk.officer)
        past.tell("cases.verified", folk.officer, moments.verified)
    if moments.entered:
        past.birth = _birth(case, folk, family, moments)
    if moments.signed and moments.entered:  # else told when the certificate is drafted
        past.tell("cases.entered", SYSTEM, moments.entered)
    if moments.signed:
        case.signed_by = short(folk.head)
        past.tell("cases.signed", SYSTEM, moments.signed, name=folk.head.name)
    if moments.issued:
        past.tell("cases.issued", SYSTEM, moments.issued)
        past.tell("cases.returned_online", SYSTEM, moments.issued)
    return past


def _draw_moments(
    drawn: random.Random,
    calendar: Calendar,
    day: date,
    is_recent: bool,
    now: datetime,
    reached: int | None,
) -> Moments:
    """Draw a day at the office: most within it, some on the next, a few late, the newest open."""
    minutes = drawn.triangular(0, 560, 70)
    if day == clock.local(now).date():
        minutes = drawn.uniform(0, 35 if reached else 80)
    submitted = clock.at(day, 7, 30) + timedelta(minutes=int(minutes))
    accepted = _at_work(calendar, submitted + timedelta(minutes=drawn.randint(4, 25)))
    pause = drawn.randint(10, 25) if drawn.random() < 0.975 else drawn.randint(560, 2100)
    verified = _at_work(calendar, accepted + timedelta(minutes=5 if reached else pause))
    entered = _at_work(calendar, verified + timedelta(minutes=1))
    signed = _at_work(calendar, entered + timedelta(minutes=drawn.randint(5, 40)))
    issued = signed + timedelta(minutes=1)
    if reached is None:
        stays = is_recent and drawn.random() < 0.3
        reached = drawn.choice([0, 0, 1, 1, 1]) if stays else 5
    told = (accepted, verified, entered, signed, issued)
    done = [at if n < reached and at <= now else None for n, at in enumerate(told)]
    if (done[3] and not done[4]) or (done[1] and not done[2]):
        done[1:] = [None] * 4  # between two minutes: the step before is shown
    return Moments(
        submitted=submitted,
        accepted=done[0],
        verified=done[1],
        entered=done[2],
        signed=done[3],
        issued=done[4],
    )


def _at_work(calendar: Calendar, moment: datetime) -> datetime:
    """Return the first minute of work that ends after the moment."""
    return working_time.add_working_minutes(calendar, moment, 1)


def _case(
    drawn: random.Random,
    edition: Edition,
    calendar: Calendar,
    agency: Agency,
    family: Family,
    day: date,
    serial: int,
    moments: Moments,
) -> Case:
    answers = family.answers
    is_online = drawn.random() < 0.55 + 0.4 * min(1.0, (day - date(2025, 6, 13)).days / 330)
    intake = deadlines.derive(calendar, deadlines.ONLINE_INTAKE, moments.submitted)
    case = Case(
        uid=uuid.UUID(int=drawn.getrandbits(128), version=4),
        code=f"{agency.code}-{day:%y%m%d}-{serial:04d}",
        tracking_secret="-".join("".join(drawn.choices(ALPHABET, k=3)) for _ in range(3)),
        agency=agency,
        agency_code=agency.code,
        procedure_code=edition.procedure.code,
        edition=edition,
        channel=Channel.ONLINE if is_online else Channel.COUNTER,
        draft_uid=str(uuid.UUID(int=drawn.getrandbits(128), version=4)),
        applicant=family.mother,
        applicant_name=family.mother.full_name,
        applicant_phone=answers["applicant"]["phone"],
        about=family.child_name,
        folded=fold(f"{family.mother.full_name} {family.child_name}"),
        answers=answers,
        answers_sha256=hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest(),
        status=Status.SUBMITTED,
        step=Step.ACCEPT,
        step_since=moments.submitted,
        updated_at=moments.submitted,
        submitted_at=moments.submitted,
        created_at=moments.submitted,
        intake_due_at=intake.due_at,
        intake_derivation=intake.as_json(),
    )
    _advance(case, edition, calendar, moments)
    return case


def _advance(case: Case, edition: Edition, calendar: Calendar, moments: Moments) -> None:
    """Bring the case to where its moments say it stands."""
    if moments.accepted:
        deadline = deadlines.derive(
            calendar,
            edition.limit,
            moments.accepted,
            received_late_not_solvable=_is_left_for_tomorrow(moments),
        )
        case.accepted_at, case.due_at = moments.accepted, deadline.due_at
        case.derivation = deadline.as_json()
        case.status, case.step = Status.ACCEPTED, Step.VERIFY
        case.step_since = case.updated_at = moments.accepted
    if moments.entered:
        case.status, case.step = Status.PROCESSING, Step.ENTER
        case.step_since = case.updated_at = moments.entered
    if moments.issued:
        case.status, case.step = Status.RETURNED, Step.NONE
        case.finished_at = case.returned_at = moments.issued
        case.step_since = case.updated_at = moments.issued


def _is_left_for_tomorrow(moments: Moments) -> bool:
    """Say whether the official marked it "not solvable at once": not done on the day it came."""
    assert moments.accepted is not None
    day = clock.local(moments.accepted).date()
    return moments.issued is None or clock.local(moments.issued).date() != day


def _process(case: Case, folk: Folk, moments: Moments) -> PastProcess:
    """Return the process with the steps done so far; the engine walks the gateways between."""
    way: list[tuple[str, datetime | None, Who]] = [
        (Step.ACCEPT, moments.accepted, folk.clerk),
        (Step.VERIFY, moments.verified, folk.officer),
        (Step.ENTER, moments.entered, SYSTEM),
        (Step.SIGN, moments.signed, folk.head),
        (Step.ISSUE, moments.issued, SYSTEM),
    ]
    return PastProcess(
        subject=case.subject,
        agency=case.agency_code,
        started_at=moments.submitted,
        variables={"paper_wanted": False},
        steps=[PastStep(node=node, at=at, who=who) for node, at, who in way if at is not None],
    )


def _birth(case: Case, folk: Folk, family: Family, moments: Moments) -> PastBirth:
    assert moments.verified is not None
    assert moments.entered is not None
    return PastBirth(
        subject=case.subject,
        agency_code=case.agency_code,
        case_code=case.code,
        received_at=moments.submitted,
        proposed_at=moments.verified,
        entered_at=moments.entered,
        data=birth_facts(case.answers),
        personal_number=family.child_number,
        who=folk.officer,
    )

"""Reading cases, always for somebody: the applicant, an official of the agency, or a leader."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden, NotFound
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.text import fold, nfc

from .models import Case, CasePaper, TimelineItem
from .types import (
    OPEN,
    STEP_ROLE,
    TONES,
    Queue,
    QueueRow,
    Status,
    Step,
    Tab,
    TimelineLine,
    ToSign,
)

PAGE_SIZE = 25
OFFICE_ROLES = ("intake_clerk", "civil_status_officer", "agency_head")


# --- one case -----------------------------------------------------------------------------


def access_case(actor: Actor, uid: str, *, lock: bool = False) -> Case:
    """Return the case if `actor` may see it: its applicant, an official who handles cases in its
    agency, or a leader of the province. Everybody else is told that there is no such case.
    """
    case = find_case(uid, lock=lock)
    if case is None or not may_see(actor, case):
        raise NotFound("cases.not_found")
    return case


def find_case(uid: str, *, lock: bool = False) -> Case | None:
    """Return the case without asking who wants it: for this room's own handlers."""
    cases = Case.objects.select_for_update(of=("self",)) if lock else Case.objects.all()
    return cases.select_related("agency", "edition").filter(uid=_uuid(uid)).first()


def access_case_by_code(actor: Actor, code: str) -> Case:
    case = Case.objects.select_related("agency", "edition").filter(code=nfc(code).upper()).first()
    if case is None or not may_see(actor, case):
        raise NotFound("cases.not_found")
    return case


def may_see(actor: Actor, case: Case) -> bool:
    if actor.is_citizen and actor.person is not None:
        return bool(case.applicant_id == actor.person.pk)
    return may_handle(actor, case) or actor.has_role("province_leader")


def may_handle(actor: Actor, case: Case) -> bool:
    return any(actor.has_role(role, case.agency_code) for role in OFFICE_ROLES)


def find_tracked(code: str, secret: str) -> Case | None:
    """Return the case when the code and the secret of its receipt belong together."""
    case = Case.objects.select_related("agency", "edition").filter(code=nfc(code).upper()).first()
    expected = case.tracking_secret if case else "0" * 9
    fits = hmac.compare_digest(_bare(secret).encode(), _bare(expected).encode())
    return case if case and fits else None


def _bare(secret: str) -> str:
    return secret.replace("-", "").replace(" ", "").upper()


def _uuid(uid: str) -> str:
    from uuid import UUID

    try:
        return str(UUID(str(uid)))
    except ValueError:
        raise NotFound("cases.not_found") from None


def list_papers(case: Case) -> list[CasePaper]:
    return list(CasePaper.objects.filter(case=case).order_by("pk"))


def timeline(case: Case, *, public_only: bool) -> list[TimelineLine]:
    """Return what happened, oldest first, in the reader's language."""
    items = TimelineItem.objects.filter(case=case).order_by("at", "pk")
    if public_only:
        items = items.filter(is_public=True)
    return [
        TimelineLine(at=i.at, sentence=say(i.code, i.params), by=_by(i.who), code=i.code)
        for i in items
    ]


def _by(who: dict[str, Any]) -> str:
    return ", ".join(part for part in (who.get("name"), who.get("post_title")) if part)


# --- lists --------------------------------------------------------------------------------


def list_my_cases(actor: Actor) -> list[Case]:
    """Return the cases that a citizen filed, newest first."""
    if actor.person is None:
        return []
    cases = Case.objects.filter(applicant=actor.person).select_related("agency", "edition")
    return list(cases.order_by("-submitted_at")[:200])


def _due() -> Coalesce:
    return Coalesce(F("due_at"), F("intake_due_at"))


def _of_office(actor: Actor) -> QuerySet[Case]:
    if not actor.is_official or not any(actor.has_role(r, actor.agency_code) for r in OFFICE_ROLES):
        raise Forbidden("kernel.forbidden")
    return Case.objects.filter(agency_code=actor.agency_code).annotate(due=_due())


def _my_steps(actor: Actor) -> list[str]:
    return [s for s, role in STEP_ROLE.items() if actor.has_role(role, actor.agency_code)]


def _tab_filters(actor: Actor, now: datetime) -> dict[str, tuple[str, Q, bool]]:
    """Return the tabs of a queue: code → label, condition, whether a count alarms."""
    end_of_day = clock.at(clock.local(now).date() + timedelta(days=1), 0)
    is_open = Q(status__in=OPEN)
    return {
        "mine": (_("My step"), is_open & Q(step__in=_my_steps(actor)), False),
        "overdue": (_("Overdue"), is_open & Q(due__lt=now), True),
        "today": (_("Due today"), is_open & Q(due__gte=now, due__lt=end_of_day), False),
        "open": (_("All open"), is_open, False),
        "handover": (_("To hand over"), Q(step=Step.RETURN), False),
        "done": (_("Done"), Q(status__in=[Status.FINISHED, Status.RETURNED]), False),
    }


def list_queue(actor: Actor, *, tab: str = "mine", query: str = "", page: int = 1) -> Queue:
    """Return one page of the office's cases, nearest due moment first, with true counts."""
    now = clock.now()
    filters = _tab_filters(actor, now)
    if tab not in filters:
        tab = "mine"
    base = _of_office(actor)
    if query:
        base = base.filter(Q(folded__contains=fold(query)) | Q(code__icontains=query.strip()))
    counts = base.aggregate(**{c: Count("pk", filter=q) for c, (_l, q, _a) in filters.items()})
    found = base.filter(filters[tab][1])
    found = found.order_by("-finished_at", "-pk") if tab == "done" else found.order_by(_due(), "pk")
    pages = max(1, -(-counts[tab] // PAGE_SIZE))
    page = min(max(1, page), pages)
    rows = found.select_related("edition__procedure")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Queue(
        rows=[queue_row(case, now) for case in rows],
        tabs=[
            Tab(code=c, label=label, count=counts[c], is_alarming=alarm and counts[c] > 0)
            for c, (label, _q, alarm) in filters.items()
        ],
        tab=tab,
        total=counts[tab],
        page=page,
        pages=pages,
        query=query,
    )


def queue_row(case: Case, now: datetime) -> QueueRow:
    due = case.due_at or case.intake_due_at
    return QueueRow(
        uid=str(case.uid),
        code=case.code,
        applicant=case.applicant_name,
        about=case.about,
        procedure=case.edition.procedure.name,
        status=case.status,
        step=case.step,
        step_label=str(Step(case.step).label) if case.is_open else str(Status(case.status).label),
        tone=TONES[Status(case.status)] if case.step != Step.SIGN else "sign",
        started_at=case.accepted_at or case.submitted_at,
        due_at=due if case.is_open else None,
        due_kind="case" if case.due_at else "intake",
        is_overdue=case.is_open and due < now,
        updated_at=case.updated_at,
    )


def count_my_step(actor: Actor) -> int:
    if not actor.agency_code or not _my_steps(actor):
        return 0
    return Case.objects.filter(
        agency_code=actor.agency_code, step__in=_my_steps(actor), status__in=OPEN
    ).count()


def count_to_sign(actor: Actor) -> int:
    return _to_sign(actor).count() if actor.has_role("agency_head", actor.agency_code) else 0


def _to_sign(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(
        agency_code=actor.agency_code, step=Step.SIGN, signature_request="", status__in=OPEN
    ).exclude(draft_result_file="")


def list_to_sign(actor: Actor) -> list[ToSign]:
    """Return the documents that wait for this leader's signature, most urgent first."""
    if not actor.has_role("agency_head", actor.agency_code):
        raise Forbidden("kernel.forbidden")
    now = clock.now()
    found = _to_sign(actor).select_related("edition__procedure").order_by("due_at", "pk")
    return [_signable(case, now) for case in found[:100]]


def _signable(case: Case, now: datetime) -> ToSign:
    child = case.answers.get("child", {})
    return ToSign(
        uid=str(case.uid),
        code=case.code,
        about=case.about,
        title=case.edition.result_name,
        sha256=case.draft_result_sha256,
        file_uid=case.draft_result_file,
        due_at=case.due_at,
        is_overdue=bool(case.due_at and case.due_at < now),
        facts=[
            (_("Born on"), child.get("born_on", "")),
            (_("Mother"), case.answers.get("mother", {}).get("full_name", "")),
            (_("Father"), case.answers.get("father", {}).get("full_name", "")),
            (_("Verified by"), _by(case.verified_by)),
        ],
    )


# --- figures ------------------------------------------------------------------------------


def cases_for_figures(actor: Actor) -> QuerySet[Case]:
    """Return the cases whose counts `actor` may see: a leader all, an office its own.

    The one door from figures to rows: what a figure counts, its list shows.
    """
    if actor.has_role("province_leader"):
        return Case.objects.all()
    if actor.is_official and any(actor.has_role(r, actor.agency_code) for r in OFFICE_ROLES):
        return Case.objects.filter(agency_code=actor.agency_code)
    raise Forbidden("kernel.forbidden")


def agency_names(codes: set[str]) -> dict[str, Agency]:
    return {a.code: a for a in Agency.objects.filter(code__in=codes).order_by("valid_from")}


def iterate_cases(found: QuerySet[Case]) -> Iterator[Case]:
    return found.select_related("agency", "edition__procedure").iterator(chunk_size=500)


@dataclass(frozen=True, kw_only=True)
class ApiPage:
    total: int
    page: int
    pages: int
    items: list["ApiCase"]


@dataclass(frozen=True, kw_only=True)
class ApiCase:
    code: str
    procedure: str
    about: str
    agency: str
    status: int
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None


def api_case(case: Case) -> ApiCase:
    return ApiCase(
        code=case.code,
        procedure=case.procedure_code,
        about=case.about,
        agency=case.agency_code,
        status=case.status,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        due_at=case.due_at,
        finished_at=case.finished_at,
        returned_at=case.returned_at,
    )


def list_for_api(actor: Actor, *, page: int) -> ApiPage:
    """Return a page of the cases that `actor` may list, newest first."""
    if actor.is_citizen:
        found = Case.objects.filter(applicant=actor.person)
    else:
        found = cases_for_figures(actor)
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page, pages)
    rows = found.order_by("-submitted_at", "-pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return ApiPage(total=total, page=page, pages=pages, items=[api_case(row) for row in rows])

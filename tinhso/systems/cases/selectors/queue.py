"""Lists of work: a citizen's own cases, an office's queue, a leader's documents to sign."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden
from tinhso.foundation.kernel.text import fold
from tinhso.systems.cases.models import Case
from tinhso.systems.cases.types import (
    OPEN,
    STEP_ROLE,
    TONES,
    Queue,
    QueueRow,
    Status,
    Step,
    Tab,
    ToSign,
)

from .one import OFFICE_ROLES, by_whom

PAGE_SIZE = 25


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
            (_("Verified by"), by_whom(case.verified_by)),
        ],
    )

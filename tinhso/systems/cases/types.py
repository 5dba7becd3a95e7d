"""Words of a case: its statuses, its steps, and what other rooms are shown of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

SUBJECT_KIND = "case"


class Status(models.IntegerChoices):
    """Case status of the national sync (OpenCPS and provincial systems use the same numbers)."""

    SUBMITTED = 1, _("Newly submitted")
    ACCEPTED = 2, _("Accepted")
    REFUSED = 3, _("Not accepted")
    PROCESSING = 4, _("In process")
    SUPPLEMENT = 5, _("Waiting for more papers")
    PAYMENT = 6, _("Waiting for a financial duty")
    WITHDRAWN = 7, _("Withdrawn by the citizen")
    STOPPED = 8, _("Stopped")
    FINISHED = 9, _("Result ready")
    RETURNED = 10, _("Result returned")


OPEN = (Status.SUBMITTED, Status.ACCEPTED, Status.PROCESSING, Status.SUPPLEMENT, Status.PAYMENT)
DONE = (Status.FINISHED, Status.RETURNED)

TONES = {
    Status.SUBMITTED: "new",
    Status.ACCEPTED: "new",
    Status.REFUSED: "late",
    Status.PROCESSING: "do",
    Status.SUPPLEMENT: "wait",
    Status.PAYMENT: "wait",
    Status.WITHDRAWN: "wait",
    Status.STOPPED: "wait",
    Status.FINISHED: "done",
    Status.RETURNED: "done",
}


class Channel(models.IntegerChoices):
    """How a case reached the office (`KenhThucHien` of the national sync)."""

    COUNTER = 1, _("At the counter")
    ONLINE = 2, _("Online")
    POST = 3, _("By post")


class Step(models.TextChoices):
    """Where a case stands in the process: the open node of its diagram."""

    ACCEPT = "accept", _("Waiting to be accepted")
    VERIFY = "verify", _("Checking and verifying")
    ENTER = "enter", _("Entering the register")
    SIGN = "sign", _("Waiting for signature")
    ISSUE = "issue", _("Issuing the result")
    RETURN = "return", _("Waiting to be handed over")
    NONE = "", _("Finished")


STEP_ROLE = {
    Step.ACCEPT: "intake_clerk",
    Step.VERIFY: "civil_status_officer",
    Step.SIGN: "agency_head",
    Step.RETURN: "intake_clerk",
}


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What the applicant takes away: a code to follow, and the secret that proves it is theirs."""

    uid: str
    code: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class TimelineLine:
    """One thing that happened, in the reader's words."""

    at: datetime
    sentence: str
    by: str
    code: str


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One line of an official's queue."""

    uid: str
    code: str
    applicant: str
    about: str
    procedure: dict[str, str]
    status: int
    step: str
    step_label: str
    tone: str
    started_at: datetime
    due_at: datetime | None
    due_kind: str  # "intake" (clock one) or "case" (clock two)
    is_overdue: bool
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Tab:
    code: str
    label: str
    count: int
    is_alarming: bool = False


@dataclass(frozen=True, kw_only=True)
class Queue:
    rows: list[QueueRow]
    tabs: list[Tab]
    tab: str
    total: int
    page: int
    pages: int
    query: str


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """A document that waits for a leader's signature, with the digest that they approve."""

    uid: str
    code: str
    about: str
    title: dict[str, str]
    sha256: str
    file_uid: str
    due_at: datetime | None
    is_overdue: bool
    facts: list[tuple[str, Any]]


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

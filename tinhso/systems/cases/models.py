"""Tables of cases: the case, the day's counter of its code, its timeline and its papers."""

from django.db import models
from django.db.models import Q

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject

from .types import DONE, OPEN, SUBJECT_KIND, Channel, Status, Step


class CaseCounter(models.Model):
    """The last number given by one agency on one day (TT 01/2018/TT-VPCP Đ19, TT 03/2025)."""

    agency_code = models.CharField(max_length=35)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "day"], name="one_counter_per_agency_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day}: {self.last}"


class Case(Record):
    """A dossier from submission to result. It keeps the codes and the edition it was born with."""

    code = models.CharField(max_length=40, unique=True)
    tracking_secret = models.CharField(max_length=16)
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    agency_code = models.CharField(max_length=35)
    procedure_code = models.CharField(max_length=20)
    edition = models.ForeignKey("procedures.Edition", models.PROTECT, related_name="+")
    channel = models.PositiveSmallIntegerField(choices=Channel, default=Channel.ONLINE)
    draft_uid = models.CharField(max_length=36, unique=True)

    applicant = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=150)
    applicant_phone = models.CharField(max_length=20, blank=True)
    applicant_email = models.EmailField(blank=True)
    about = models.CharField(max_length=200)  # whom or what the case is about
    folded = models.CharField(max_length=500, editable=False)
    answers = models.JSONField()
    origins = models.JSONField(default=dict)
    answers_sha256 = models.CharField(max_length=64)

    status = models.PositiveSmallIntegerField(choices=Status, default=Status.SUBMITTED)
    step = models.CharField(max_length=20, choices=Step, default=Step.ACCEPT, blank=True)
    step_since = models.DateTimeField()
    updated_at = models.DateTimeField()

    submitted_at = models.DateTimeField()
    intake_due_at = models.DateTimeField()
    intake_derivation = models.JSONField(default=dict)
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    derivation = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    receipt_file = models.CharField(max_length=36, blank=True)
    draft_result_file = models.CharField(max_length=36, blank=True)
    draft_result_sha256 = models.CharField(max_length=64, blank=True)
    signature_box = models.JSONField(null=True, blank=True)  # where the paper leaves room for it
    result_code = models.CharField(max_length=40, blank=True)
    signature_request = models.CharField(max_length=36, blank=True)
    result_file = models.CharField(max_length=36, blank=True)
    result_verdict = models.JSONField(default=dict)
    vault_item = models.CharField(max_length=36, blank=True)
    accepted_by = models.JSONField(default=dict)
    verified_by = models.JSONField(default=dict)
    signed_by = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(due_at__isnull=False),
                name="an_accepted_case_has_a_due_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.FINISHED, Status.RETURNED])
                | Q(finished_at__isnull=False),
                name="a_finished_case_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.RETURNED) | Q(returned_at__isnull=False),
                name="a_returned_case_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["agency_code", "status", "due_at"]),
            models.Index(fields=["agency_code", "step", "due_at"]),
            models.Index(fields=["applicant", "-submitted_at"]),
            models.Index(fields=["submitted_at"]),
            models.Index(fields=["status", "due_at"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> Subject:
        return Subject(kind=SUBJECT_KIND, uid=str(self.uid))

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    @property
    def is_overdue(self) -> bool:
        """Open and past the due moment of the clock that runs: intake, then the case's own."""
        running = self.due_at or self.intake_due_at
        return self.is_open and running < clock.now()

    @property
    def is_on_time(self) -> bool:
        return bool(self.finished_at and self.due_at and self.finished_at <= self.due_at)


class TimelineItem(models.Model):
    """One thing that happened to a case: a message code with values, never a sentence."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    who = models.JSONField(default=dict)  # name, post_title, agency
    is_public = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"])]

    def __str__(self) -> str:
        return f"{self.at} {self.code}"


class CasePaper(models.Model):
    """A paper of the case: what it is, where it came from, and its file when there is one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)  # code of the paper in the edition's list
    name = models.JSONField(default=dict)  # {"vi": …, "en": …}
    origin = models.CharField(max_length=40)
    file_uid = models.CharField(max_length=36, blank=True)
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code", "file_uid"], name="a_paper_once_a_case")
        ]

    def __str__(self) -> str:
        return self.code

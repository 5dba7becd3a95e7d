"""Processes as rows: what is drawn (Definition, Node, Flow) and what goes on (the others)."""

from django.db import models
from django.db.models import F, Q

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.models import Record
from tinhso.foundation.kernel.types import Subject

from .types import NodeKind


class Definition(Record):
    """One version of a process. Never changed: a new drawing is a new version."""

    code = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    bpmn = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="a_process_has_each_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Node(models.Model):
    definition = models.ForeignKey(Definition, models.CASCADE, related_name="nodes")
    key = models.CharField(max_length=100)
    kind = models.CharField(
        max_length=10, choices=[c for c in NodeKind.choices if c[0] != NodeKind.FOREIGN]
    )
    name = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=100, blank=True)
    handler = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "key"], name="a_node_is_named_once"),
            models.CheckConstraint(
                condition=~Q(kind="user", role=""), name="a_user_task_has_a_role"
            ),
            models.CheckConstraint(
                condition=~Q(kind="service", handler=""), name="a_service_task_has_a_handler"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Flow(models.Model):
    definition = models.ForeignKey(Definition, models.CASCADE, related_name="flows")
    key = models.CharField(max_length=100)
    source = models.ForeignKey(Node, models.CASCADE, related_name="outgoing")
    target = models.ForeignKey(Node, models.CASCADE, related_name="incoming")
    condition = models.JSONField(null=True, blank=True)
    is_default = models.BooleanField(default=False)
    position = models.PositiveIntegerField()  # conditions are tried in the order of the file

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "key"], name="a_flow_is_named_once"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(is_default=True), name="a_gateway_has_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Instance(Record):
    """One process going on about one subject, on the version it started with."""

    class State(models.TextChoices):
        RUNNING = "running", "running"
        ENDED = "ended", "ended"
        STOPPED = "stopped", "stopped"

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+")
    code = models.CharField(max_length=100)  # the definition's
    subject_kind = models.CharField(max_length=50)
    subject_uid = models.CharField(max_length=64)
    agency = models.CharField(max_length=35, blank=True)
    variables = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    end = models.CharField(max_length=100, blank=True)  # id of the end event, or why it stopped
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_uid"],
                condition=Q(state="running"),
                name="one_running_process_per_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None)
                | (~Q(state="running") & Q(ended_at__isnull=False)),
                name="a_process_that_runs_has_not_ended",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_uid"])]

    @property
    def subject(self) -> Subject:
        return Subject(kind=self.subject_kind, uid=self.subject_uid)

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind}:{self.subject_uid}"


class Token(Record):
    """One stay at one node. An instance's rows are its history; the open one is where it is."""

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="tokens")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instance"],
                condition=Q(left_at=None),
                name="a_process_stands_at_one_node",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("entered_at")),
                name="a_token_leaves_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instance_id}@{self.node_id}"


class Task(Record):
    """Work for a person of a role. Opened by a token, completed once."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        COMPLETED = "completed", "completed"
        CANCELLED = "cancelled", "cancelled"

    token = models.OneToOneField(Token, models.CASCADE, related_name="task")
    instance = models.ForeignKey(Instance, models.CASCADE, related_name="tasks")
    subject_kind = models.CharField(max_length=50)
    subject_uid = models.CharField(max_length=64)
    node = models.CharField(max_length=100)
    name = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=100)
    agency = models.CharField(max_length=35, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_name = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.CharField(max_length=64, blank=True)
    completed_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=100, blank=True)
    completion_key = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="completed", completed_at__isnull=False)
                | (~Q(state="completed") & Q(completed_at=None)),
                name="a_completed_task_says_when",
            ),
            models.UniqueConstraint(
                fields=["instance", "completion_key"],
                condition=~Q(completion_key=""),
                name="a_completion_key_is_used_once",
            ),
        ]
        indexes = [
            models.Index(fields=["role", "agency", "state", "due_at"]),
            models.Index(fields=["subject_kind", "subject_uid", "state"]),
        ]

    @property
    def subject(self) -> Subject:
        return Subject(kind=self.subject_kind, uid=self.subject_uid)

    def __str__(self) -> str:
        return f"{self.node} {self.subject_kind}:{self.subject_uid}"

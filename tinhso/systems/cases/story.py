"""A case told to a citizen: one plain sentence, then the steps with their times."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.foundation.kernel.clock import local

from .models import Case, TimelineItem
from .types import Status, Step


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What a worried parent wants to know first."""

    tag: str
    tone: str
    headline: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StoryStep:
    title: str
    state: str  # "done", "now", "todo"
    at: datetime | None
    detail: str


def _moment(moment: datetime) -> str:
    return local(moment).strftime("%H:%M %d/%m/%Y")


def sentence_of(case: Case) -> Sentence:
    """Say in one sentence where the case stands, what comes next and what the citizen must do."""
    nothing = _("You do not need to do anything now.")
    if case.status == Status.SUBMITTED:
        return Sentence(
            tag=_("Submitted"),
            tone="info",
            headline=_("Waiting to be accepted by the office"),
            text=_("The office answers before %(due)s.") % {"due": _moment(case.intake_due_at)}
            + " "
            + nothing,
        )
    if case.status in (Status.ACCEPTED, Status.PROCESSING) and case.due_at:
        headline = {
            Step.VERIFY: _("The office is checking your application"),
            Step.ENTER: _("The birth is being entered in the register"),
            Step.SIGN: _("Waiting for the leader's digital signature"),
            Step.ISSUE: _("The result is being issued"),
        }.get(Step(case.step), _("In process"))
        if case.is_overdue:
            text = _("The result was due at %(due)s and is late. The office has been told.")
        else:
            text = _("The result is due before %(due)s.")
        return Sentence(
            tag=_("In process"),
            tone="late" if case.is_overdue else "info",
            headline=headline,
            text=text % {"due": _moment(case.due_at)} + " " + nothing,
        )
    if case.status == Status.FINISHED:
        return Sentence(
            tag=_("Result ready"),
            tone="ok",
            headline=_("The result is ready"),
            text=_(
                "The electronic result is in your document store. Bring your identity card to the"
                " office to receive the paper."
            ),
        )
    if case.status == Status.RETURNED:
        return Sentence(
            tag=_("Finished"),
            tone="ok",
            headline=_("The result has been returned"),
            text=_("You can open and reuse it in your document store at any time."),
        )
    return Sentence(
        tag=str(Status(case.status).label),
        tone="info",
        headline=str(Status(case.status).label),
        text=nothing,
    )


def steps_of(case: Case) -> list[StoryStep]:
    """Return the way of the case: what is done with its time, what runs now, what is to come."""
    seen = {
        item.code: item
        for item in TimelineItem.objects.filter(case=case, is_public=True).order_by("at", "pk")
    }
    order = [
        ("cases.submitted", _("Submission"), None),
        ("cases.accepted", _("Acceptance by the office"), Step.ACCEPT),
        ("cases.verified", _("Checking and verifying"), Step.VERIFY),
        ("cases.entered", _("Entry in the birth register"), Step.ENTER),
        ("cases.signed", _("Digital signature of the leader"), Step.SIGN),
        ("cases.issued", _("Result into the document store"), Step.ISSUE),
        ("cases.returned", _("Return of the result"), Step.RETURN),
    ]
    told: list[StoryStep] = []
    for code, title, step in order:
        item = seen.get(code) or (
            seen.get("cases.returned_online") if step == Step.RETURN else None
        )
        if item is not None:
            told.append(StoryStep(title=title, state="done", at=item.at, detail=_official(item)))
        elif step == case.step:
            told.append(StoryStep(title=title, state="now", at=None, detail=_since(case)))
        else:
            told.append(StoryStep(title=title, state="todo", at=None, detail=""))
    return told


def _official(item: TimelineItem) -> str:
    """Return who did it. An applicant is not named: the story is shown to any receipt's holder."""
    if not item.who.get("agency"):
        return ""
    return ", ".join(filter(None, (item.who.get("name"), item.who.get("post_title"))))


def _since(case: Case) -> str:
    return _("since %(moment)s") % {"moment": _moment(case.step_since)}

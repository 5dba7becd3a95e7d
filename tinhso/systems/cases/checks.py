"""What the machine can compare before a person decides: parents against the population register.

The official sees match or no match, never the other record (one-stop practice: of the
other parent only that, until consent or a recorded marriage). Every question is a read of
the register, journalled with this case and its purpose.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.engines.sources import services as sources
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, Unavailable

from .models import Case

PURPOSE = "birth_registration.verify"


@dataclass(frozen=True, kw_only=True)
class Check:
    title: str
    state: str  # "ok", "look", "wait"
    detail: str


def check_against_register(actor: Actor, case: Case) -> list[Check]:
    """Ask the register whether each parent's number and name belong together (service 033)."""
    found = []
    for key, label in (("mother", _("Mother")), ("father", _("Father"))):
        parent = case.answers.get(key) or {}
        number, name = parent.get("national_id"), parent.get("full_name")
        if not number or not name:
            continue
        try:
            fits = sources.verify_person(
                actor.who, number, name, subject=case.subject, purpose=PURPOSE
            )
        except Unavailable:
            state, detail = "wait", _("The population register does not answer; compare later.")
        except (Forbidden, Invalid):
            state, detail = "look", _("The population register refused the question.")
        else:
            state = "ok" if fits else "look"
            detail = (
                _("Name and personal number match the population register.")
                if fits
                else _("Name and personal number do not match the population register.")
            )
        found.append(Check(title=f"{label}: {name}", state=state, detail=detail))
    notice = case.answers.get("papers", {})
    found.append(
        Check(
            title=_("Birth notification"),
            state="look" if notice.get("birth_notice") else "ok",
            detail=_("Photographed: compare with the application; the original is handed in later.")
            if notice.get("birth_notice")
            else _("Electronic number %(number)s")
            % {"number": notice.get("birth_notice_number", "")},
        )
    )
    return found

"""Reading national registers: each read has a reader, a case and a purpose, and is journalled.

Called by `cases` (prefill of forms, verification) and by nobody for curiosity. Nothing is kept:
a second question is a second read, because each one must stand in the citizen's list of reads.
Call these outside a transaction that may still be rolled back: the journal would go with it.
"""

from tinhso.foundation.audit.purposes import purposes
from tinhso.foundation.audit.services import record_read
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, Unavailable
from tinhso.foundation.kernel.types import Problem, Subject, Who

from . import population
from .types import Outcome, PersonRecord

REGISTER = "population"
FIELDS_OF_037 = (
    "full_name",
    "born",
    "sex",
    "ethnicity",
    "nationality",
    "home_town",
    "residence",
    "father",
    "mother",
    "spouse",
)


def look_up_person(
    who: Who,
    national_id: str,
    *,
    subject: Subject,
    purpose: str,
    full_name: str = "",
    born: str = "",
) -> PersonRecord | None:
    """Return what the register holds about `national_id` (service 037), None when it knows nobody.

    `full_name` and `born` ("1996-03-12" or "1996") make the register answer only when they fit.
    Raises Invalid for a malformed number, Forbidden when the procedure is not licensed (004) or
    the officer has no right (005), Unavailable when the register does not answer.
    """
    number = _number(national_id)
    _ = purposes[purpose]  # a reason first, then the question
    outcome = Outcome.UNAVAILABLE
    try:
        person = population.ask_person(
            who, number, full_name=full_name, born=born, subject=subject, purpose=purpose
        )
        outcome = Outcome.FOUND if person else Outcome.NOT_FOUND
        return person
    except Forbidden:
        outcome = Outcome.REFUSED
        raise
    finally:
        fields = FIELDS_OF_037 if outcome is Outcome.FOUND else ()
        _journal(who, number, subject, purpose, fields, outcome)


def verify_person(
    who: Who, national_id: str, full_name: str, *, subject: Subject, purpose: str
) -> bool:
    """Say whether the number belongs to the name (service 033); nothing else is learnt.

    Errors as `look_up_person`.
    """
    number = _number(national_id)
    _ = purposes[purpose]  # a reason first, then the question
    outcome = Outcome.UNAVAILABLE
    try:
        same = population.ask_match(who, number, full_name, subject=subject, purpose=purpose)
        outcome = Outcome.MATCHED if same else Outcome.NOT_MATCHED
        return same
    except Forbidden:
        outcome = Outcome.REFUSED
        raise
    finally:
        _journal(who, number, subject, purpose, ("full_name",), outcome)


def try_look_up_person(
    who: Who, national_id: str, *, subject: Subject, purpose: str
) -> tuple[PersonRecord | None, str]:
    """Look up without raising when the register does not answer: (record, outcome).

    For pages that go on without prefill, saying so. Forbidden and Invalid still raise.
    """
    try:
        person = look_up_person(who, national_id, subject=subject, purpose=purpose)
    except Unavailable:
        return None, Outcome.UNAVAILABLE
    return person, Outcome.FOUND if person else Outcome.NOT_FOUND


def _number(national_id: str) -> str:
    number = national_id.replace(" ", "")
    if not (number.isdecimal() and number.isascii() and len(number) == 12):
        raise Invalid([Problem(field="national_id", code="sources.bad_number", params={})])
    return number


def _journal(
    who: Who,
    number: str,
    subject: Subject,
    purpose: str,
    fields: tuple[str, ...],
    outcome: Outcome,
) -> None:
    record_read(
        who,
        REGISTER,
        number,
        subject=subject,
        purpose=purpose,
        fields=fields,
        outcome=outcome.value,
    )

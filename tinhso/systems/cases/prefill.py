"""Never ask for what the State already knows: the applicant's own record, and a recorded spouse.

The register is read for the draft it fills, with a purpose, and each read is journalled. When
it does not answer, the form stays open to typing and says so; nothing is guessed.
"""

from tinhso.engines.forms import services as forms
from tinhso.engines.forms.selectors import Draft
from tinhso.engines.forms.types import Prefill
from tinhso.engines.sources import services as sources
from tinhso.engines.sources.types import PersonRecord
from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.refusals import Forbidden, Invalid, Unavailable

PURPOSE = "birth_registration.prefill"
ORIGIN = "population"
PARENTS = ("mother", "father")


def fill_applicant(actor: Actor, draft: Draft) -> bool:
    """Fill the applicant's part from the account and the register; False when it is silent."""
    assert actor.person is not None
    known = [
        Prefill(path="applicant.full_name", value=actor.person.full_name, origin="account"),
        Prefill(path="applicant.national_id", value=actor.person.national_id, origin="account"),
    ]
    record = _ask(actor, actor.person.national_id, draft)
    if record is not None:
        known += _residence("applicant", record)
    forms.fill_draft(actor, draft.uid, known)
    return record is not None


def fill_parents(actor: Actor, draft: Draft) -> None:
    """Fill the parents once the applicant said to be one: own record, and the recorded spouse's.

    The spouse's record is read only where the register names them as husband or wife.
    """
    relation = draft.answers.get("applicant", {}).get("relation")
    known: list[Prefill] = []
    if relation in PARENTS and actor.person is not None:
        own = _ask(actor, actor.person.national_id, draft)
        if own is not None:
            known += _parent(relation, own)
            known += _recorded_spouse(actor, own, draft, relation)
    forms.fill_draft(actor, draft.uid, known, forget=PARENTS)


def _recorded_spouse(actor: Actor, own: PersonRecord, draft: Draft, relation: str) -> list[Prefill]:
    if own.spouse is None or not own.spouse.national_id:
        return []
    spouse = _ask(actor, own.spouse.national_id, draft)
    return _parent("father" if relation == "mother" else "mother", spouse) if spouse else []


def _ask(actor: Actor, number: str, draft: Draft) -> PersonRecord | None:
    try:
        return sources.look_up_person(actor.who, number, subject=draft.subject, purpose=PURPOSE)
    except (Forbidden, Invalid, Unavailable):
        return None


def _parent(who: str, record: PersonRecord) -> list[Prefill]:
    values = {
        "full_name": record.full_name,
        "national_id": record.national_id,
        "born_on": record.born_on.isoformat() if record.born_on else "",
        "ethnicity": record.ethnicity,
        "nationality": record.nationality,
    }
    known = [Prefill(path=f"{who}.{k}", value=v, origin=ORIGIN) for k, v in values.items() if v]
    return known + _residence(who, record)


def _residence(who: str, record: PersonRecord) -> list[Prefill]:
    if not record.residence.code or not record.residence.text:
        return []
    return [
        Prefill(path=f"{who}.residence.place", value=record.residence.code, origin=ORIGIN),
        Prefill(path=f"{who}.residence.text", value=record.residence.text, origin=ORIGIN),
    ]

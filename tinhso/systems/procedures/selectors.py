"""Ask for procedures, and for the edition that was in force on a day."""

from datetime import date

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.text import fold, modern_tones, nfc

from .models import Edition as Edition
from .models import Procedure


def get_procedure(code: str) -> Procedure:
    """Return the procedure `code`; NotFound when there is none."""
    found = Procedure.objects.filter(code=nfc(code)).first()
    if found is None:
        raise NotFound("procedures.no_procedure", code=code)
    return found


def edition_on(code: str, day: date | None = None) -> Edition:
    """Return the edition in force on the day of receipt (today when none is said).

    Raises NotFound for an unknown code, and for a day before the first edition.
    """
    day = day or clock.today()
    found = (
        Edition.objects.on(day)
        .filter(procedure__code=nfc(code))
        .select_related("procedure")
        .first()
    )
    if found is None:
        get_procedure(code)
        raise NotFound("procedures.no_edition", code=code, day=day.isoformat())
    return found


def list_editions(code: str) -> list[Edition]:
    """Return every edition of a procedure, the newest first."""
    rows = Edition.objects.filter(procedure__code=code).select_related("procedure")
    return list(rows.order_by("-valid_from"))


def list_procedures(*, offered: bool | None = None) -> list[Procedure]:
    """Return procedures by name in Vietnamese order; only those offered here when asked so."""
    rows = Procedure.objects.order_by("sort_key")
    if offered is not None:
        rows = rows.filter(is_offered=offered)
    return list(rows)


def search_procedures(q: str, *, limit: int = 50) -> list[Procedure]:
    """Find procedures by code, name or keyword, with or without marks; best first.

    Every word must be found. What was typed with marks comes first where the
    marks agree. An empty question returns all.
    """
    asked = modern_tones(nfc(q)).lower()
    words = fold(asked).split()
    rows = Procedure.objects.order_by("sort_key")
    for word in words:
        rows = rows.filter(folded__contains=word)
    name = " ".join(words)

    def rank(procedure: Procedure) -> tuple[bool, ...]:
        own = f"{procedure.name_vi} {procedure.name_en}".lower()
        return (
            procedure.code != asked,
            asked not in own,
            name not in fold(own),
            not procedure.is_offered,
        )

    return sorted(rows, key=rank)[:limit] if words else list(rows[:limit])

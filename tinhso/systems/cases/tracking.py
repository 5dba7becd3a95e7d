"""Following a case with code and secret: the count of wrong tries, and the story that is told.

Used by the page and by the API alike, so that neither is the softer door.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from tinhso.foundation.kernel.refusals import TooMany

from .models import Case
from .selectors import find_tracked
from .story import StoryStep, steps_of
from .types import Status

TRIES = 10
WITHIN_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class Story:
    code: str
    status: int
    status_name: str
    submitted_at: datetime
    due_at: datetime | None
    steps: list[StoryStep]


def track_case(code: str, secret: str, address: str) -> Case | None:
    """Return the case, or None for a wrong pair; wrong pairs are counted by network address.

    Raises TooMany after ten wrong pairs within ten minutes.
    """
    key = f"cases.track:{address}"
    if int(cache.get(key, 0)) >= TRIES:
        raise TooMany("cases.too_many_tries", minutes=WITHIN_SECONDS // 60)
    case = find_tracked(code, secret)
    if case is None:
        cache.add(key, 0, WITHIN_SECONDS)
        cache.incr(key)
    return case


def story_of(case: Case) -> Story:
    return Story(
        code=case.code,
        status=case.status,
        status_name=str(Status(case.status).label),
        submitted_at=case.submitted_at,
        due_at=case.due_at or case.intake_due_at,
        steps=steps_of(case),
    )

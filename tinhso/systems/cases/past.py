"""Past cases of the demonstration: fourteen months, written in bulk as the services leave them.

Same rows as a case that went through the services: person, case and its counter, timeline,
paper, process with its stays and tasks, submission and register entry, journal.
Left out, so that nothing pretends: files, signature requests and vault items (a certificate
that was never signed must not look signed), drafts, messages to phones, and events that the
worker has long delivered and forgotten. `tests/test_past.py` compares the two ways table by table.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from tinhso.engines.workflow.seeds import load_past_processes
from tinhso.foundation.audit.seeds import load_past_acts
from tinhso.foundation.calendars import working_time
from tinhso.foundation.calendars.selectors import load_calendar
from tinhso.foundation.calendars.types import Calendar
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity.models import Person
from tinhso.foundation.kernel import clock
from tinhso.systems.civilstatus.seeds import load_past_births
from tinhso.systems.procedures import selectors as procedures

from .models import Case, CaseCounter, CasePaper, TimelineItem
from .past_people import Family, Folk, folk_of, introduce, list_past_holders, make_family
from .past_rows import PastCase, write_case
from .services.result import draft_result
from .types import Step

FIRST_DAY = date(2025, 6, 13)
LAST_DAY = date(2026, 8, 13)  # the demonstration begins on its morning
PROCEDURE = "1.001193"
SEED = 20260813
OWN_COMMUNE = "H99.112"
# What lies on the desks of the demonstration's own commune: how far each case of the morning came.
MORNING_SERIALS = 300_011  # numbers to which the simulated register gives no odd answer
THIS_MORNING = (0, 0, 0, 0, 1, 1, 1, 3, 3)


@dataclass
class Batch:
    """Rows gathered to be written together."""

    people: list[Person] = field(default_factory=list)
    cases: list[PastCase] = field(default_factory=list)


@transaction.atomic
def load_past_cases(number: int) -> int:
    """Write `number` past cases, the newest of them still open; returns how many were written.

    Does nothing where cases stand already. Deterministic: the same province every time.
    """
    if number <= 0 or Case.objects.exists():
        return 0
    drawn = random.Random(SEED)
    calendar = load_calendar()
    days = _working_days(calendar, FIRST_DAY, LAST_DAY)
    editions = procedures.list_editions(PROCEDURE)
    counters: Counter[tuple[str, date]] = Counter()
    batch = Batch()
    offices = _Offices()
    planned: list[tuple[date, Agency, int | None]] = [
        (day, offices.draw(day, drawn), None) for day in _spread(days, number, drawn)
    ]
    own = directory.get_agency(OWN_COMMUNE, on=LAST_DAY)
    planned += [(LAST_DAY, own, reached) for reached in THIS_MORNING]
    this_morning: list[Family] = []
    for index, (day, agency, reached) in enumerate(planned):
        family = make_family(
            index if reached is None else MORNING_SERIALS + len(this_morning), day, drawn, agency
        )
        if reached is not None:
            this_morning.append(family)
        counters[agency.code, day] += 1
        case = write_case(
            drawn,
            edition=next(edition for edition in editions if edition.is_in_force(day)),
            calendar=calendar,
            agency=agency,
            folk=offices.folk(agency, day),
            family=family,
            day=day,
            serial=counters[agency.code, day],
            is_recent=day >= days[-3],
            now=clock.at(LAST_DAY, 9),
            reached=reached,
        )
        batch.people.append(case.case.applicant)
        batch.cases.append(case)
    _save(batch, counters)
    introduce(this_morning)
    for past in batch.cases:
        if past.case.step == Step.ENTER:
            draft_result(past.case)  # the leader finds real certificates to sign
    return len(batch.cases)


def _working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    span = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(span))
    return [day for day in days if working_time.is_working_day(calendar, day)]


def _spread(days: list[date], number: int, drawn: random.Random) -> list[date]:
    """Spread the cases over the days: Mondays busier, a slow growth over the year."""
    weights = [
        (1.25 if day.weekday() == 0 else 1.0)
        * (0.8 + 0.5 * n / len(days))
        * (0.3 if day == LAST_DAY else 1.0)
        for n, day in enumerate(days)
    ]
    return sorted(drawn.choices(days, weights, k=number))


class _Offices:
    """The communes of a day, with weights: some are larger; the demonstration's own is busy."""

    def __init__(self) -> None:
        self._on: dict[date, list[Agency]] = {}
        self._folk: dict[tuple[str, date], Folk] = {}
        self._holders = list_past_holders()

    def draw(self, day: date, drawn: random.Random) -> Agency:
        era = min((d for d in (FIRST_DAY, date(2025, 7, 1)) if d <= day), key=lambda d: day - d)
        if era not in self._on:
            self._on[era] = [
                a
                for a in directory.list_agencies(parent_code=None, on=era)
                if a.level == "commune" and a.code.startswith("H99")
            ]
        agencies = self._on[era]
        weights = [6 if a.code == OWN_COMMUNE else 1 + (n * 7) % 5 for n, a in enumerate(agencies)]
        return drawn.choices(agencies, weights)[0]

    def folk(self, agency: Agency, day: date) -> Folk:
        key = (agency.code, date(day.year, day.month, 1))
        if key not in self._folk:
            self._folk[key] = folk_of(agency, day, self._holders)
        return self._folk[key]


def _save(batch: Batch, counters: Counter[tuple[str, date]]) -> None:
    Person.objects.bulk_create(batch.people, batch_size=500)
    Case.objects.bulk_create([past.case for past in batch.cases], batch_size=200)
    CaseCounter.objects.bulk_create(
        [
            CaseCounter(agency_code=code, day=day, last=last)
            for (code, day), last in counters.items()
        ],
        batch_size=500,
    )
    CasePaper.objects.bulk_create([past.paper for past in batch.cases], batch_size=500)
    entered = load_past_births([past.birth for past in batch.cases if past.birth])
    lines: list[TimelineItem] = []
    for past in batch.cases:
        for line in past.lines:
            if line.code == "cases.entered":
                year, number = entered[str(past.case.uid)]
                line.params = {"year": year, "number": number}
            lines.append(line)
    TimelineItem.objects.bulk_create(lines, batch_size=500)
    load_past_processes("birth-registration", [past.process for past in batch.cases])
    load_past_acts([act for past in batch.cases for act in past.acts])

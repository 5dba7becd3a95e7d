"""Due moments with their derivation (NĐ 118/2025/NĐ-CP; Bộ luật Dân sự 2015, Điều 147-148).

The day of receipt is day 0; counting starts the next day; a limit that ends on
a day off moves to the next working day; an office's limit is due when the
office closes on that day, a person's at the day's end. `compute_deadline` starts
at acceptance (tiếp nhận), never at submission: that clock is
`online_intake_deadline`.
"""

import calendar as months
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from tinhso.foundation.kernel import clock

from . import working_time
from .selectors import load_calendar
from .types import Calendar, Deadline, Limit, LimitUnit, MarkKind, Step

ONLINE_INTAKE = Limit(8, LimitUnit.WORKING_HOURS)


def compute_deadline(
    limit: Limit,
    start: datetime,
    *,
    hours: str = "province",
    received_late_not_solvable: bool = False,
) -> Deadline:
    """Return when an office must be done with what it accepted at `start`, and why.

    `received_late_not_solvable` is the official's statement that a same-day case
    cannot be solved at once; it helps only for one received after 15:00.
    """
    return derive(
        load_calendar(hours), limit, start, received_late_not_solvable=received_late_not_solvable
    )


def online_intake_deadline(submitted_at: datetime, hours: str = "province") -> Deadline:
    """Return by when an online file must be accepted or refused: 8 working hours (NĐ 107/2021)."""
    return compute_deadline(ONLINE_INTAKE, submitted_at, hours=hours)


def add_pause(
    deadline: Deadline,
    paused_at: datetime,
    resumed_at: datetime,
    *,
    cause: Step,
    hours: str = "province",
) -> Deadline:
    """Return `deadline` moved by the working time between the two moments, because of `cause`."""
    calendar = load_calendar(hours)
    minutes = max(working_time.working_minutes_between(calendar, paused_at, resumed_at), 0)
    due_at = working_time.add_working_minutes(calendar, deadline.due_at, minutes)
    pause = Step(
        "calendars.paused",
        {
            "from": _iso(paused_at),
            "to": _iso(resumed_at),
            "minutes": minutes,
            "cause": cause.as_json(),
        },
    )
    steps = [step for step in deadline.steps if step.code != "calendars.due"]
    return Deadline(due_at, deadline.limit, (*steps, pause, _due(due_at)))


def citizen_deadline(limit: Limit, start: date, hours: str = "province") -> Deadline:
    """Return by when a person must have acted: the last day counts to its last second.

    Only days and months; `start` (the birth, the notice) is day 0.
    """
    calendar = load_calendar(hours)
    steps = [Step("calendars.day_zero", {"day": start.isoformat()})]
    if limit.unit == LimitUnit.WORKING_DAYS:
        day = _count_working_days(calendar, start, limit.number, steps)
    elif limit.unit in (LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS):
        day = _last_day(limit, start, steps)
        day = _off_days_move(calendar, day, steps)
    else:
        raise ValueError("A person's limit is in days or months")
    due_at = datetime.combine(day, time(23, 59, 59), tzinfo=clock.VIETNAM)
    steps.append(Step("calendars.due_end_of_day", {"day": day.isoformat()}))
    return Deadline(due_at, limit, tuple(steps))


def derive(
    calendar: Calendar,
    limit: Limit,
    start: datetime,
    *,
    received_late_not_solvable: bool = False,
) -> Deadline:
    """The same as `compute_deadline`, over a calendar in hand: a pure function."""
    start = working_time.whole_minute(start)
    steps = [Step("calendars.start", {"at": _iso(start)})]
    if limit.unit == LimitUnit.WORKING_HOURS:
        due_at = _working_hours(calendar, limit, start, steps)
    else:
        if limit.unit == LimitUnit.IN_DAY:
            day = _in_day(calendar, start, steps, not_solvable=received_late_not_solvable)
        elif limit.unit == LimitUnit.WORKING_DAYS:
            steps.append(Step("calendars.day_zero", {"day": start.date().isoformat()}))
            day = _count_working_days(calendar, start.date(), limit.number, steps)
        else:
            steps.append(Step("calendars.day_zero", {"day": start.date().isoformat()}))
            day = _last_day(limit, start.date(), steps)
            day = _off_days_move(calendar, day, steps)
        due_at = working_time.end_of_day(calendar, day)
        steps.append(Step("calendars.end_of_hours", {"day": day.isoformat()}))
    steps.extend(_unsettled(calendar, start.date(), due_at.date()))
    steps.append(_due(due_at))
    return Deadline(due_at, limit, tuple(steps))


def _in_day(calendar: Calendar, start: datetime, steps: list[Step], *, not_solvable: bool) -> date:
    day = start.date()
    steps.append(Step("calendars.in_day"))
    if not working_time.is_working_day(calendar, day) or start >= working_time.end_of_day(
        calendar, day
    ):
        steps.append(Step("calendars.outside_hours", {"at": _iso(start)}))
        return _walk_to_next(calendar, day, steps)
    late = start.time() > calendar.late_after
    hour = {"hour": f"{calendar.late_after:%H:%M}"}
    if late and not_solvable:
        steps.append(Step("calendars.late_not_solvable", hour))
        return _walk_to_next(calendar, day, steps)
    if not_solvable:
        steps.append(Step("calendars.not_late", hour))
    elif late:
        steps.append(Step("calendars.late_but_solvable", hour))
    return day


def _working_hours(
    calendar: Calendar, limit: Limit, start: datetime, steps: list[Step]
) -> datetime:
    steps.append(Step("calendars.working_hours", {"number": limit.number}))
    due_at = working_time.add_working_minutes(calendar, start, limit.number * 60)
    for offset in range((due_at.date() - start.date()).days + 1):
        day = start.date() + timedelta(days=offset)
        spans = working_time.working_intervals(calendar, day)
        if not spans:
            steps.append(_off_step(calendar, day))
            continue
        begin, end = max(start, spans[0][0]), min(due_at, spans[-1][1])
        minutes = working_time.working_minutes_between(calendar, begin, end)
        if minutes > 0:
            steps.append(
                Step(
                    "calendars.worked",
                    {
                        "day": day.isoformat(),
                        "hours": minutes // 60,
                        "minutes": f"{minutes % 60:02d}",
                        "from": f"{begin:%H:%M}",
                        "to": f"{end:%H:%M}",
                    },
                )
            )
    return due_at


def _count_working_days(calendar: Calendar, start: date, number: int, steps: list[Step]) -> date:
    steps.append(Step("calendars.working_days", {"number": number}))
    day = start
    weekend = 0
    for day in working_time.working_days_after(calendar, start):
        if working_time.is_make_up_day(calendar, day):
            steps.append(_mark_step("calendars.make_up_day", calendar, day))
        number -= 1
        if number == 0:
            break
    for offset in range(1, (day - start).days):
        passed = start + timedelta(days=offset)
        if working_time.is_working_day(calendar, passed):
            continue
        if passed in calendar.marks and passed.weekday() < 5:
            steps.append(_off_step(calendar, passed))
        else:
            weekend += 1
    if weekend:
        steps.append(Step("calendars.weekend_days", {"count": weekend}))
    return day


def _last_day(limit: Limit, start: date, steps: list[Step]) -> date:
    if limit.unit == LimitUnit.MONTHS:
        day = add_months(start, limit.number)
    else:
        day = start + timedelta(days=limit.number)
    code = "calendars.months" if limit.unit == LimitUnit.MONTHS else "calendars.calendar_days"
    steps.append(Step(code, {"number": limit.number, "day": day.isoformat()}))
    return day


def _off_days_move(calendar: Calendar, day: date, steps: list[Step]) -> date:
    if working_time.is_working_day(calendar, day):
        return day
    steps.append(Step("calendars.ends_on_day_off", {"day": day.isoformat()}))
    steps.append(_off_step(calendar, day))
    return _walk_to_next(calendar, day, steps)


def _walk_to_next(calendar: Calendar, day: date, steps: list[Step]) -> date:
    found = working_time.next_working_day(calendar, day)
    steps.extend(
        _off_step(calendar, day + timedelta(days=offset)) for offset in range(1, (found - day).days)
    )
    steps.append(Step("calendars.next_working_day", {"day": found.isoformat()}))
    return found


def _off_step(calendar: Calendar, day: date) -> Step:
    if day in calendar.marks:
        return _mark_step("calendars.day_off", calendar, day)
    return Step("calendars.weekend_day", {"day": day.isoformat()})


def _mark_step(code: str, calendar: Calendar, day: date) -> Step:
    mark = calendar.marks[day]
    params: dict[str, Any] = {
        "day": day.isoformat(),
        "name": mark.name,
        "basis": mark.legal_basis,
    }
    if mark.swapped_with is not None and mark.kind in (MarkKind.SWAP_OFF, MarkKind.MAKE_UP_WORK):
        params["swapped_with"] = mark.swapped_with.isoformat()
        code += "_swapped" if code == "calendars.day_off" else ""
    return Step(code, params)


def _unsettled(calendar: Calendar, first: date, last: date) -> list[Step]:
    settled = calendar.settled_years
    return [
        Step("calendars.year_not_settled", {"year": year})
        for year in range(first.year, last.year + 1)
        if year not in settled
    ]


def _due(due_at: datetime) -> Step:
    return Step("calendars.due", {"at": _iso(due_at)})


def _iso(moment: datetime) -> str:
    return clock.local(moment).isoformat()


def add_months(day: date, number: int) -> date:
    """Return the same day `number` months on, or that month's last day (BLDS 2015, Điều 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def sentences_of(deadline: Mapping[str, Any] | Deadline) -> list[str]:
    """Return the derivation as sentences in the reader's language."""
    from tinhso.foundation.kernel.sentences import say

    said = deadline.as_json() if isinstance(deadline, Deadline) else deadline
    return [say(step["code"], step["params"]) for step in said["steps"]]

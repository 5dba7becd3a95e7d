"""Limits of offices and of people, over the calendar that is committed."""

import json
from datetime import date, datetime

import pytest
from click.testing import CliRunner

from tinhso.foundation.calendars import cli, seeds
from tinhso.foundation.calendars.deadlines import (
    add_pause,
    citizen_deadline,
    compute_deadline,
    online_intake_deadline,
    sentences_of,
)
from tinhso.foundation.calendars.types import Deadline, Limit, LimitUnit, Step
from tinhso.foundation.kernel import clock

pytestmark = pytest.mark.django_db

IN_DAY = Limit(1, LimitUnit.IN_DAY)


@pytest.fixture(autouse=True)
def calendar() -> None:
    seeds.seed()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.VIETNAM)


def days(number: int) -> Limit:
    return Limit(number, LimitUnit.WORKING_DAYS)


def codes(deadline: Deadline) -> list[str]:
    return [step.code for step in deadline.steps]


def test_in_the_day_is_due_when_the_office_closes_today() -> None:
    due = compute_deadline(IN_DAY, at("2026-08-13 09:00"))
    assert due.due_at == at("2026-08-13 17:00")


def test_after_15_the_next_working_day_is_a_permission_and_not_automatic() -> None:
    start = at("2026-08-14 15:01")  # a Friday
    assert compute_deadline(IN_DAY, start).due_at == at("2026-08-14 17:00")
    late = compute_deadline(IN_DAY, start, received_late_not_solvable=True)
    assert late.due_at == at("2026-08-17 17:00")
    assert "calendars.late_not_solvable" in codes(late)


@pytest.mark.parametrize("hour", ["09:00", "15:00"])
def test_the_permission_does_nothing_until_15_has_passed(hour: str) -> None:
    due = compute_deadline(IN_DAY, at(f"2026-08-13 {hour}"), received_late_not_solvable=True)
    assert due.due_at == at("2026-08-13 17:00")
    assert "calendars.not_late" in codes(due)


def test_what_is_accepted_on_a_day_off_or_after_hours_is_due_the_next_working_day() -> None:
    assert compute_deadline(IN_DAY, at("2026-08-15 09:00")).due_at == at("2026-08-17 17:00")
    assert compute_deadline(IN_DAY, at("2026-08-13 17:00")).due_at == at("2026-08-14 17:00")


def test_eight_working_hours_cross_the_night_and_the_lunch_hour() -> None:
    due = online_intake_deadline(at("2026-08-13 09:00"))
    assert due.due_at == at("2026-08-14 09:30")
    worked = [step.params for step in due.steps if step.code == "calendars.worked"]
    assert sum(w["hours"] * 60 + int(w["minutes"]) for w in worked) == 480


def test_a_file_sent_at_night_waits_for_the_morning() -> None:
    assert online_intake_deadline(at("2026-08-12 23:00")).due_at == at("2026-08-14 08:00")


def test_working_days_skip_the_swapped_friday_and_count_the_make_up_saturday() -> None:
    # 02/01/2026 was swapped with 10/01/2026 (12729/VPCP-KGVX).
    due = compute_deadline(days(1), at("2025-12-31 10:00"))
    assert due.due_at == at("2026-01-05 17:00")
    assert "calendars.day_off_swapped" in codes(due)
    due = compute_deadline(days(1), at("2026-01-09 10:00"))
    assert due.due_at == at("2026-01-10 17:00")
    assert "calendars.make_up_day" in codes(due)


def test_three_working_days_over_tet_2026() -> None:
    due = compute_deadline(days(3), at("2026-02-12 10:00"))
    assert due.due_at == at("2026-02-24 17:00")
    assert codes(due).count("calendars.day_off") == 5


def test_calendar_days_ending_on_a_holiday_move_to_the_next_working_day() -> None:
    due = compute_deadline(Limit(3, LimitUnit.CALENDAR_DAYS), at("2026-08-28 10:00"))
    assert due.due_at == at("2026-09-03 17:00")  # 31/08 swapped, 01-02/09 off
    assert "calendars.ends_on_day_off" in codes(due)


def test_a_month_ends_on_the_same_number_or_on_the_last_day() -> None:
    month = Limit(1, LimitUnit.MONTHS)
    assert compute_deadline(month, at("2026-07-13 10:00")).due_at == at("2026-08-13 17:00")
    assert compute_deadline(month, at("2025-12-31 10:00")).due_at == at("2026-02-02 17:00")
    assert compute_deadline(month, at("2024-01-31 10:00")).due_at == at("2024-02-29 17:00")


def test_a_persons_limit_lasts_until_the_end_of_the_day() -> None:
    sixty = citizen_deadline(Limit(60, LimitUnit.CALENDAR_DAYS), date(2026, 8, 1))
    assert sixty.due_at == at("2026-09-30 23:59:59")
    moved = citizen_deadline(Limit(60, LimitUnit.CALENDAR_DAYS), date(2026, 2, 25))
    assert moved.due_at.date() == date(2026, 4, 28)  # 26/04 Sunday and Giỗ Tổ, 27/04 in lieu
    with pytest.raises(ValueError, match="days or months"):
        citizen_deadline(IN_DAY, date(2026, 8, 1))


def test_a_pause_moves_the_due_moment_by_the_working_time_it_took() -> None:
    due = compute_deadline(days(3), at("2026-08-10 10:00"))
    assert due.due_at == at("2026-08-13 17:00")
    cause = Step("calendars.outside_hours", {"at": "2026-08-11T08:00:00+07:00"})
    moved = add_pause(due, at("2026-08-11 08:00"), at("2026-08-12 09:00"), cause=cause)
    # 7.5 h a day: 11/08 from 08:00 is 7 h, 12/08 until 09:00 is 1.5 h, in all 510 minutes.
    assert moved.due_at == at("2026-08-17 08:30")
    assert codes(moved).count("calendars.due") == 1
    assert codes(moved)[-2:] == ["calendars.paused", "calendars.due"]


def test_a_pause_over_a_weekend_costs_nothing() -> None:
    due = compute_deadline(IN_DAY, at("2026-08-14 09:00"))
    moved = add_pause(due, at("2026-08-14 18:00"), at("2026-08-17 07:00"), cause=Step("x"))
    assert moved.due_at == due.due_at


def test_a_deadline_survives_json_and_speaks_in_sentences() -> None:
    due = compute_deadline(days(2), at("2025-12-31 10:00"))
    assert Deadline.from_json(due.as_json()) == due
    said = sentences_of(due.as_json())
    assert len(said) == len(due.steps)
    assert not any("calendars." in line or "%(" in line for line in said)
    assert any("02/01/2026" in line and "12729/VPCP-KGVX" in line for line in said)


def test_a_year_whose_notice_is_not_entered_is_said_so() -> None:
    due = compute_deadline(days(30), at("2026-12-20 10:00"))
    assert Step("calendars.year_not_settled", {"year": 2027}) in due.steps
    assert "calendars.year_not_settled" not in codes(
        compute_deadline(days(3), at("2026-08-10 10:00"))
    )


@pytest.mark.parametrize(("number", "unit"), [(0, LimitUnit.MONTHS), (2, LimitUnit.IN_DAY)])
def test_an_impossible_limit_is_refused(number: int, unit: LimitUnit) -> None:
    with pytest.raises(ValueError, match=r"limit|day"):
        Limit(number, unit)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        compute_deadline(IN_DAY, datetime(2026, 8, 13, 9))


def test_hours_nobody_entered_are_an_error_and_not_a_guess() -> None:
    with pytest.raises(LookupError):
        compute_deadline(IN_DAY, at("2026-08-13 09:00"), hours="night")


def test_the_command_prints_the_derivation() -> None:
    asked = ["compute", "2", "working_days", "2025-12-31 10:00", "--json"]
    done = CliRunner().invoke(cli.deadline, asked)
    assert done.exit_code == 0
    said = json.loads(done.output)
    assert said["due_at"] == "2026-01-06T17:00:00+07:00"
    assert any("02/01/2026" in line for line in said["sentences"])
    plain = CliRunner().invoke(cli.deadline, ["compute", "1", "in_day", "2026-08-13T09:00"])
    assert "17:00 13/08/2026" in plain.output

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from tinhso.foundation.kernel import clock
from tinhso.foundation.outbox import cli, jobs, selectors, services, testing, worker
from tinhso.foundation.outbox.models import Job
from tinhso.foundation.outbox.types import Payload

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 8, 13, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _nine_o_clock() -> Iterator[None]:
    clock.set_clock(NINE, frozen=True)
    yield
    clock.set_clock(None)


@pytest.fixture
def done() -> Iterator[list[Payload]]:
    done: list[Payload] = []
    with testing.doing("test.remind", done.append):
        yield done


def at(**later: float) -> datetime:
    return NINE + timedelta(**later)


def test_a_job_is_done_when_its_time_has_come(done: list[Payload]) -> None:
    jobs.schedule("test.remind", at(hours=2), key="case-1", payload={"case": "1"})
    worker.drain()
    assert done == []
    assert worker.drain(include_future_retries=True) == 0  # its day has not come

    clock.set_clock(at(hours=2), frozen=True)
    worker.drain()
    worker.drain()
    assert done == [{"case": "1"}]


def test_asking_twice_is_one_job_even_after_it_was_done(done: list[Payload]) -> None:
    for _ in range(3):
        jobs.schedule("test.remind", NINE, key="case-1")
        worker.drain()
    assert done == [{}]


def test_keys_and_names_tell_jobs_apart(done: list[Payload]) -> None:
    jobs.schedule("test.remind", NINE, key="case-1")
    jobs.schedule("test.remind", NINE, key="case-2")
    assert worker.drain() == 2


def test_a_job_can_be_moved_and_taken_back(done: list[Payload]) -> None:
    jobs.schedule("test.remind", at(hours=1), key="case-1", payload={"a": 1})
    jobs.reschedule("test.remind", at(hours=3), key="case-1")
    clock.set_clock(at(hours=2), frozen=True)
    assert worker.drain() == 0
    clock.set_clock(at(hours=3), frozen=True)
    assert worker.drain() == 1
    assert done == [{"a": 1}]

    jobs.reschedule("test.remind", at(hours=4), key="case-1", payload={"a": 2})
    assert jobs.cancel("test.remind", key="case-1")
    assert not jobs.cancel("test.remind", key="case-1")
    jobs.reschedule("test.remind", at(hours=4), key="case-9", payload={"a": 3})
    clock.set_clock(at(hours=5), frozen=True)
    worker.drain()
    assert done == [{"a": 1}, {"a": 3}]


def test_a_job_that_no_code_does_cannot_be_scheduled() -> None:
    with pytest.raises(KeyError, match=r"No job test\.nothing"):
        jobs.schedule("test.nothing", NINE, key="1")


def test_a_failing_job_is_seen_and_can_be_tried_again(settings: Settings) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 1

    def fail(payload: Payload) -> None:
        raise OSError("no paper")

    with testing.doing("test.print", fail):
        jobs.schedule("test.print", NINE, key="1")
        worker.drain()
        (letter,) = selectors.list_dead_deliveries()
        assert (letter.kind, letter.name, letter.last_error) == (
            "job",
            "test.print",
            "OSError: no paper",
        )
        listed = CliRunner().invoke(cli.outbox, ["dead"])
        assert "OSError: no paper" in listed.output
    with testing.doing("test.print", lambda _: None):
        assert CliRunner().invoke(cli.outbox, ["retry", "job", str(letter.id)]).exit_code == 0
        assert worker.drain() == 1
    assert selectors.list_dead_deliveries() == []


def test_a_periodic_job_comes_back_after_its_period() -> None:
    beats: list[int] = []
    jobs.every("test.beat", seconds=600)(lambda: beats.append(1))
    try:
        worker.drain(include_periodic=True)
        assert beats == [1]
        worker.drain(include_periodic=True)
        clock.set_clock(at(seconds=599), frozen=True)
        worker.drain(include_periodic=True)
        assert beats == [1]
        clock.set_clock(at(seconds=601), frozen=True)
        assert worker.drain() == 0  # plain drains leave periodic jobs alone
        worker.drain(include_periodic=True)
        assert beats == [1, 1]
        worker.run_periodic("test.beat")
        assert len(beats) == 3
    finally:
        jobs.tasks.unregister("test.beat")
        jobs.periods.unregister("test.beat")
    jobs.ensure_periodic()
    assert not Job.objects.filter(name="test.beat").exists()


@pytest.mark.parametrize("outside", [False, True])
def test_a_periodic_job_that_fails_and_fails_is_never_given_up(
    settings: Settings, outside: bool
) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 2
    beats: list[int] = []

    def beat() -> None:
        beats.append(1)
        raise OSError("no pulse")

    jobs.every("test.beat", seconds=600, outside=outside)(beat)
    try:
        jobs.ensure_periodic()
        Job.objects.exclude(name="test.beat").delete()
        for hour in range(5):
            clock.set_clock(at(hours=hour), frozen=True)
            while worker.run_once():
                pass
    finally:
        jobs.tasks.unregister("test.beat")
        jobs.periods.unregister("test.beat")
    assert len(beats) == 5
    assert selectors.list_dead_deliveries() == []


def test_the_backlog_counts_what_is_due_and_what_waits(done: list[Payload]) -> None:
    jobs.schedule("test.remind", at(minutes=-5), key="1")
    jobs.schedule("test.remind", at(minutes=5), key="2")
    backlog = selectors.get_backlog()
    assert (backlog.due, backlog.waiting, backlog.dead) == (1, 1, 0)
    assert backlog.oldest_due_at == at(minutes=-5)


def test_the_sweeper_keeps_the_memory_of_keys(done: list[Payload]) -> None:
    jobs.schedule("test.remind", NINE, key="1")
    worker.drain()
    services.forget_old_events()
    jobs.schedule("test.remind", NINE, key="1")
    worker.drain()
    assert done == [{}]


def test_the_command_does_what_is_due_and_stops(done: list[Payload]) -> None:
    jobs.schedule("test.remind", NINE, key="1")
    result = CliRunner().invoke(cli.worker, ["--once"])
    assert result.exit_code == 0, result.output
    assert done == [{}]
    assert CliRunner().invoke(cli.outbox, ["map"]).exit_code == 0

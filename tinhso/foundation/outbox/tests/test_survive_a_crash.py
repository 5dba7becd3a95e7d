"""Real processes on a real database, killed in the middle of their work."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class Lab:
    database: dict[str, Any]

    def start(self, *args: str, trap: str = "") -> "subprocess.Popen[str]":
        environment = os.environ | {
            "LAB_DATABASE": json.dumps(self.database),
            "LAB_TRAP": trap,
            "DJANGO_SETTINGS_MODULE": "",
        }
        return subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", "tinhso.foundation.outbox.tests.lab", *args],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *args: str) -> dict[str, Any]:
        return finish(self.start(*args))

    def trapped(self, *args: str, trap: str) -> "subprocess.Popen[str]":
        process = self.start(*args, trap=trap)
        assert process.stdout is not None
        assert json.loads(process.stdout.readline() or '"died"') == "trapped"
        return process

    def kill(self, process: "subprocess.Popen[str]") -> None:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def finish(process: "subprocess.Popen[str]", said: str = "") -> dict[str, Any]:
    out, err = process.communicate(said, timeout=60)
    assert process.returncode == 0, err
    found = json.loads(out.splitlines()[-1])
    assert isinstance(found, dict)
    return found


@pytest.fixture
def lab(tmp_path: Path, django_db_blocker: Any) -> Iterator[Lab]:
    """A database of its own: a file for SQLite, one made and dropped for PostgreSQL."""
    said = dict(settings.DATABASES["default"])
    kept = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    database = {key: said[key] for key in kept if said.get(key)}
    if connection.vendor == "sqlite":
        lab = Lab({**database, "NAME": str(tmp_path / "lab.sqlite3")})
        yield lab
        return
    name = f"lab_{uuid.uuid4().hex[:12]}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        lab = Lab({**database, "NAME": name})
        yield lab
    finally:
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_worker_killed_between_write_and_mark_leaves_neither(lab: Lab) -> None:
    lab.run("setup", "1")
    lab.kill(lab.trapped("work", trap="inside"))

    after_crash = lab.run("report")
    assert "inside-0" not in after_crash["ledger"]

    after_next = lab.run("work")
    assert after_next["ledger"].count("inside-0") == 1
    assert after_next["failures"] == 0


def test_work_of_a_killed_worker_outside_is_taken_when_its_lease_ends(lab: Lab) -> None:
    lab.run("setup", "1")
    lab.kill(lab.trapped("work", trap="outside"))

    during_lease = lab.run("work")
    assert during_lease == {"ledger": ["inside-0"], "done": 1, "open": 1, "failures": 0}

    after_lease = lab.run("work-when-leases-ended")
    assert after_lease == {
        "ledger": ["inside-0", "outside-0"],
        "done": 2,
        "open": 0,
        "failures": 0,
    }


def test_workers_that_race_hear_each_event_once(lab: Lab) -> None:
    lab.run("setup", "30")
    for worker in [lab.start("work") for _ in range(3)]:
        finish(worker)
    report = lab.run("report")
    assert report["open"] == report["failures"] == 0
    assert len(report["ledger"]) == 60


def test_a_periodic_job_runs_once_across_workers(lab: Lab) -> None:
    lab.run("setup", "0")
    for worker in [lab.start("work", "periodic") for _ in range(3)]:
        finish(worker)
    assert len(lab.run("report")["ledger"]) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_stop_finishes_what_it_began(
    lab: Lab, number: signal.Signals
) -> None:
    lab.run("setup", "1")
    process = lab.trapped("forever", trap="outside-until-told")
    process.send_signal(number)
    report = finish(process, "go on\n")
    assert "outside-0" in report["ledger"]
    assert report["failures"] == 0

"""Codes of cases when several people press the button at the same moment."""

import re
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from tinhso.systems.cases.models import CaseCounter
from tinhso.systems.cases.services.codes import ALPHABET, new_secret, next_case_code

DAY = date(2026, 8, 13)
AGENCY = "H99.112"
THREADS, EACH = 4, 10


def in_threads(work: Callable[[], list[str]]) -> list[str]:
    start = threading.Barrier(THREADS)

    def worker() -> list[str]:
        start.wait()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        rounds = [pool.submit(worker) for _ in range(THREADS)]
        return [code for one in rounds for code in one.result()]


def draw() -> list[str]:
    codes = []
    for _ in range(EACH):
        with transaction.atomic():
            codes.append(next_case_code(AGENCY, DAY))
    return codes


EXPECTED = [f"H99.112-260813-{n:04d}" for n in range(1, THREADS * EACH + 1)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="the test database lives in memory; the next test uses a file",
)
def test_on_postgresql_no_number_is_given_twice_and_none_is_skipped() -> None:
    assert sorted(in_threads(draw)) == EXPECTED


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "postgresql", reason="for the database in a file")
def test_on_a_file_database_no_number_is_given_twice_and_none_is_skipped(tmp_path: Path) -> None:
    """As a small installation runs: one file, WAL, writers wait for one another."""
    file = tmp_path / "codes.sqlite3"
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(CaseCounter)
    with sqlite3.connect(file) as raw:
        for statement in editor.collected_sql:
            raw.execute(statement)
    here = {**settings.DATABASES["default"], "NAME": str(file)}
    options = here["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"

    def on_file() -> list[str]:
        own = connections["default"].copy()
        own.settings_dict["NAME"] = str(file)
        own.settings_dict["TEST"] = {**own.settings_dict.get("TEST", {}), "NAME": None}
        connections["default"] = own
        return draw()

    assert sorted(in_threads(on_file)) == EXPECTED
    with sqlite3.connect(file) as raw:
        assert raw.execute("select last from cases_casecounter").fetchall() == [(40,)]


@pytest.mark.django_db
def test_a_number_whose_case_was_not_written_is_given_again() -> None:
    class NotWritten(Exception):  # noqa: N818
        pass

    def fail() -> None:
        with transaction.atomic():
            next_case_code(AGENCY, DAY)
            raise NotWritten

    with pytest.raises(NotWritten):
        fail()
    assert next_case_code(AGENCY, DAY) == "H99.112-260813-0001"


@pytest.mark.django_db
def test_each_agency_and_each_day_counts_from_one() -> None:
    assert next_case_code(AGENCY, DAY) == "H99.112-260813-0001"
    assert next_case_code("H99.101", DAY) == "H99.101-260813-0001"
    assert next_case_code(AGENCY, date(2026, 8, 14)) == "H99.112-260814-0001"
    assert next_case_code(AGENCY, DAY) == "H99.112-260813-0002"


@pytest.mark.django_db
def test_the_number_grows_past_four_digits() -> None:
    CaseCounter.objects.create(agency_code=AGENCY, day=DAY, last=9999)
    assert next_case_code(AGENCY, DAY) == "H99.112-260813-10000"


def test_a_secret_has_nothing_that_is_misread() -> None:
    for secret in (new_secret() for _ in range(200)):
        assert re.fullmatch(rf"([{ALPHABET}]{{3}}-){{2}}[{ALPHABET}]{{3}}", secret)
        assert not set("01ILO") & set(secret)

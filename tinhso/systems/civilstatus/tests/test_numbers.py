"""Numbers of a book: none missing, none twice, however many officials write at once."""

import threading
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from sims import civilstatus as sim
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.wire.testing import mount
from tinhso.systems.civilstatus.models import Book, Entry, Submission
from tinhso.systems.civilstatus.services.enter_birth import enter_birth

from .samples import propose

WRITERS = 6
EACH = 3


@pytest.fixture
def national(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    monkeypatch.setenv("TINHSO_PEER_CIVILSTATUS_SECRET", "demo-secret")


def uid_of(subject: Subject) -> str:
    return str(Submission.objects.get(subject_uid=subject.uid).uid)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("national")
def test_officials_writing_at_once_leave_no_gap_and_no_double() -> None:
    uids = [uid_of(propose(n)) for n in range(1, WRITERS * EACH + 1)]
    errors: list[BaseException] = []
    gate = threading.Barrier(WRITERS)

    def write(mine: list[str]) -> None:
        try:
            gate.wait()
            for uid in mine:
                _persist(uid)
        except BaseException as error:  # noqa: BLE001  shown by the assertion below
            errors.append(error)
        finally:
            connection.close()

    with mount("civilstatus", sim.app):
        # The last writer repeats the first one's births: two workers on one submission.
        shares = [uids[i * EACH : (i + 1) * EACH] for i in range(WRITERS - 1)]
        shares.append(uids[(WRITERS - 1) * EACH :] + uids[:EACH])
        threads = [threading.Thread(target=write, args=(share,)) for share in shares]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert errors == []
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * EACH + 1))
    assert Book.objects.get().last_number == WRITERS * EACH


@pytest.mark.django_db
@pytest.mark.usefixtures("national")
def test_an_entry_that_fails_gives_its_number_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = uid_of(propose(1)), uid_of(propose(2))
    with mount("civilstatus", sim.app):
        with monkeypatch.context() as patch:
            patch.setattr(Entry, "save", _fail)
            with pytest.raises(RuntimeError):
                enter_birth(first)
        assert not Book.objects.exists()
        entry = enter_birth(second)
    assert entry is not None
    assert entry.number == 1


def _persist(uid: str) -> None:
    """Try as the worker does: SQLite in memory refuses a second writer instead of queueing it."""
    for _ in range(10_000):
        try:
            enter_birth(uid)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
        else:
            return
    raise AssertionError(f"{uid} was never entered")


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("disk full")

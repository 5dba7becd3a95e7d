"""The province as its people find it on the demonstration's morning, every peer in process."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.cache import cache

from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock

from .factories import MORNING, mounted_peers, prepare_province


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Thursday 13/08/2026, 09:00: the clock stands still unless a test moves it."""
    clock.set_clock(MORNING, frozen=True)
    yield
    clock.set_clock(None)


@pytest.fixture(autouse=True)
def peers(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Population, civil status, certificates, time stamps, messages: all answer."""
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    monkeypatch.setenv("TINHSO_PEER_CIVILSTATUS_SECRET", "demo-secret")
    with ExitStack() as stack:
        mounted_peers(stack)
        yield


@pytest.fixture
def province(cast: Cast) -> Cast:
    """The cast, the directory, the calendar, the procedure with its form and process."""
    cache.clear()
    prepare_province(cast)
    return cast

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Forbidden


@pytest.fixture(autouse=True)
def real_time_after() -> Iterator[None]:
    yield
    clock.set_clock(None)


def test_a_frozen_clock_stands_still_for_every_reader() -> None:
    moment = datetime(2026, 8, 13, 2, 0, tzinfo=UTC)
    clock.set_clock(moment, frozen=True)
    assert clock.now() == moment
    assert clock.today() == date(2026, 8, 13)
    assert clock.is_shifted()


def test_a_moved_clock_goes_on_from_there() -> None:
    clock.set_clock(datetime(2026, 8, 13, 2, 0, tzinfo=UTC))
    assert (
        timedelta() <= clock.now() - datetime(2026, 8, 13, 2, 0, tzinfo=UTC) < timedelta(seconds=30)
    )


def test_the_day_is_that_of_viet_nam() -> None:
    clock.set_clock(datetime(2026, 8, 12, 17, 30, tzinfo=UTC), frozen=True)
    assert clock.today() == date(2026, 8, 13)


def test_production_refuses_to_move_the_clock(settings: object) -> None:
    settings.TIME_MACHINE = False  # type: ignore[attr-defined]
    with pytest.raises(Forbidden):
        clock.set_clock(datetime(2026, 8, 13, tzinfo=UTC))
    settings.TIME_MACHINE = True  # type: ignore[attr-defined]

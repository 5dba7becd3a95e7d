"""The one clock. Every process asks here what time it is.

In a demo or a test the clock can be moved: `set_clock` writes a small file that
every process of the installation reads (simulators read the same file by
themselves). Production refuses: `settings.TIME_MACHINE` is false there.

Sessions, tokens and one-time codes run on the machine's time, not on this one.
"""

import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from .refusals import Forbidden

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_cached: tuple[float, timedelta, datetime | None] = (-1.0, timedelta(), None)
_checked_at = 0.0


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    offset, frozen = _setting()
    if frozen is not None:
        return frozen
    return datetime.now(UTC) + offset


def machine_now() -> datetime:
    """Return the machine's own time, which no demo moves: for leases, retries and breakers."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in Việt Nam."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return `moment` on the clock of Việt Nam (UTC+7, no summer time)."""
    return moment.astimezone(VIETNAM)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the moment `hour:minute` of `day` in Việt Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


def is_shifted() -> bool:
    """Say whether the clock is not the real one: the pages show it then."""
    offset, frozen = _setting()
    return frozen is not None or abs(offset) > timedelta(seconds=5)


def set_clock(moment: datetime | None, *, frozen: bool = False) -> None:
    """Move the clock of the whole installation to `moment`; None brings the real time back.

    Raises Forbidden where `settings.TIME_MACHINE` is false.
    """
    if not settings.TIME_MACHINE:
        raise Forbidden("kernel.no_time_machine")
    path = Path(settings.CLOCK_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    if moment is None:
        path.unlink(missing_ok=True)
    else:
        offset = 0 if frozen else (moment - datetime.now(UTC)).total_seconds()
        fresh = path.with_suffix(".new")
        fresh.write_text(
            json.dumps(
                {
                    "offset_seconds": offset,
                    "frozen_at": moment.astimezone(UTC).isoformat() if frozen else None,
                }
            )
        )
        fresh.replace(path)
    _forget()


def _forget() -> None:
    global _cached, _checked_at
    _cached = (-1.0, timedelta(), None)
    _checked_at = 0.0


def _setting() -> tuple[timedelta, datetime | None]:
    """Read the clock file, at most five times a second."""
    global _cached, _checked_at
    if not settings.TIME_MACHINE:
        return timedelta(), None
    ticks = time.monotonic()
    if ticks - _checked_at < 0.2:
        return _cached[1], _cached[2]
    _checked_at = ticks
    try:
        stamp = Path(settings.CLOCK_FILE).stat().st_mtime
    except FileNotFoundError:
        _cached = (-1.0, timedelta(), None)
        return timedelta(), None
    if stamp != _cached[0]:
        said = json.loads(Path(settings.CLOCK_FILE).read_text())
        frozen = datetime.fromisoformat(said["frozen_at"]) if said["frozen_at"] else None
        _cached = (stamp, timedelta(seconds=said["offset_seconds"]), frozen)
    return _cached[1], _cached[2]

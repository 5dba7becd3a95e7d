"""The time for every simulator: the demo's clock, when it was moved.

The platform writes the file; simulators read it by themselves (`TINHSO_CLOCK_FILE`, or
`clock.json` in `TINHSO_HOME`): {"offset_seconds": 0.0, "frozen_at": null}.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    try:
        said = json.loads(_file().read_text())
    except (FileNotFoundError, ValueError):
        return datetime.now(UTC)
    if said.get("frozen_at"):
        return datetime.fromisoformat(said["frozen_at"]).astimezone(UTC)
    return datetime.now(UTC) + timedelta(seconds=float(said.get("offset_seconds", 0)))


def _file() -> Path:
    home = os.environ.get("TINHSO_HOME", "var")
    return Path(os.environ.get("TINHSO_CLOCK_FILE", str(Path(home) / "clock.json")))

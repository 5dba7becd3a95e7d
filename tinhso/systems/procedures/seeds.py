"""The procedures of the demo: `data/<code>/procedure.json`, and the neighbours it points to."""

import json
from pathlib import Path

from . import services

DATA = Path(__file__).parent / "data"


def seed() -> None:
    """Publish every procedure in `data`; again and again without effect."""
    for path in sorted(DATA.glob("*/procedure.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        services.publish_procedure(said["procedure"], said["editions"])
    for record in json.loads((DATA / "neighbours.json").read_text(encoding="utf-8")):
        services.publish_procedure(record)

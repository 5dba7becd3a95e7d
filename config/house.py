"""The house as text: its rooms by rung, the ways of its news, and the making of a new room."""

import tomllib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
LAYERS = ("faces", "systems", "engines", "foundation")


def read_ladder() -> dict[str, list[list[str]]]:
    """Return layer → rungs (top first) → rooms, as pyproject.toml says."""
    settings = tomllib.loads((BASE / "pyproject.toml").read_text())
    ladder: dict[str, list[list[str]]] = {}
    for contract in settings["tool"]["importlinter"]["contracts"]:
        for layer in LAYERS:
            if contract["type"] == "layers" and contract.get("containers") == [f"tinhso.{layer}"]:
                ladder[layer] = [
                    [room.strip() for room in rung.split("|")] for rung in contract["layers"]
                ]
    return ladder


def print_map(say: Callable[[str], object]) -> None:
    from tinhso.foundation.outbox.selectors import list_routes

    say("Rooms, top rung first; imports climb down only\n")
    for layer in LAYERS:
        say(layer)
        for rung in read_ladder()[layer]:
            say("    " + "  ".join(rung))
    say("\nEvents and who hears them\n")
    for event, routes in groupby(list_routes(), key=lambda route: route.event):
        say(f"    {event}")
        for route in routes:
            say(f"        → {route.handler}{' (calls outside)' if route.outside else ''}")


README = """# {title}

What this room is for, in one sentence.

**Law.** The article that gives it its task.
**Words.** Its nouns, each with its row in `docs/glossary.md`.
**Doors.** `services`: … · `selectors`: …
**Events.** none yet
**Open questions.** …
"""

APPS = """from django.apps import AppConfig


class {camel}Config(AppConfig):
    name = "tinhso.{layer}.{name}"
"""

TEST = """from django.apps import apps


def test_the_room_is_in_the_house() -> None:
    assert apps.get_app_config("{name}").name == "tinhso.{layer}.{name}"
"""


def make_app(layer: str, name: str, say: Callable[[str], object], *, base: Path = BASE) -> None:
    """Write a new room's folder. The ladder and the settings are edited by a person."""
    if not name.isidentifier() or not name.islower():
        raise SystemExit(f"{name!r} is no good name for a room: one plain plural noun, lower case")
    folder = base / "tinhso" / layer / name
    if folder.exists():
        raise SystemExit(f"{folder.relative_to(base)} is there already")
    (folder / "tests").mkdir(parents=True)
    for file in (folder / "__init__.py", folder / "tests" / "__init__.py"):
        file.touch()
    title = name.capitalize()
    (folder / "README.md").write_text(README.format(title=title))
    (folder / "apps.py").write_text(APPS.format(camel=title, layer=layer, name=name))
    (folder / "tests" / f"test_{name}.py").write_text(TEST.format(layer=layer, name=name))
    say(f"Made {folder.relative_to(base)}. Now choose its rung:")
    say(f'  1. pyproject.toml, contract "{layer.capitalize()}": put {name} on a rung')
    say(f'  2. config/settings.py, INSTALLED_APPS: "tinhso.{layer}.{name}" in ladder order')
    say("  3. make check")

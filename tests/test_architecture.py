"""What imports do not show: foreign keys, doors, messages, read from the same ladder."""

import ast
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.db import models

from config.house import BASE, LAYERS, read_ladder

DOORS = {"services", "selectors", "events", "types"}
OURS = [config for config in apps.get_app_configs() if config.name.startswith("tinhso.")]


def _height(app: str) -> tuple[int, int]:
    """Return (layer, rung) counted from the ground."""
    _, layer, room = app.split(".")[:3]
    rungs = read_ladder()[layer]
    rung = next(i for i, rooms in enumerate(reversed(rungs)) if room in rooms)
    return LAYERS[::-1].index(layer), rung


def test_every_room_stands_on_a_rung_and_every_rung_holds_rooms() -> None:
    on_ladder = {
        f"tinhso.{layer}.{room}"
        for layer, rungs in read_ladder().items()
        for rung in rungs
        for room in rung
    }
    assert on_ladder == {config.name for config in OURS}


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_foreign_keys_point_down_and_leave_no_name_behind(config: AppConfig) -> None:
    wrong = []
    for model in config.get_models():
        for field in model._meta.get_fields():
            if (
                not isinstance(field, models.ForeignKey | models.ManyToManyField)
                or field.auto_created
            ):
                continue
            target = field.related_model._meta.app_config.name
            if not target.startswith("tinhso.") or model._meta.app_config is not config:
                continue
            own = field.remote_field.related_name
            if target != config.name and not _height(target) < _height(config.name):
                wrong.append(f"{model.__name__}.{field.name} points up or sideways to {target}")
            if target != config.name and (own is None or not own.endswith("+")):
                wrong.append(f'{model.__name__}.{field.name} needs related_name="+"')
    # PermissionsMixin brings two keys to django.contrib.auth; they are not ours to name.
    assert wrong == []


def _imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_engines_and_systems_are_entered_by_their_doors(config: AppConfig) -> None:
    wrong = []
    root = Path(config.path)
    for path in root.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for name in _imports(path):
            parts = name.split(".")
            if parts[:1] != ["tinhso"] or len(parts) < 4 or parts[1] not in ("engines", "systems"):
                continue
            same = ".".join(parts[:3]) == config.name
            if not same and parts[3] not in DOORS | {"registry", "web", "seeds"}:
                wrong.append(f"{path.relative_to(BASE)} imports {name}")
    assert wrong == []


def test_simulators_and_platform_share_no_import() -> None:
    wrong = [
        str(path)
        for path in (BASE / "sims").rglob("*.py")
        for name in _imports(path)
        if name.split(".")[0] in {"tinhso", "config", "django"} and "tests" not in path.parts
    ]
    assert wrong == []


def test_nothing_is_called_utils() -> None:
    bad = {"utils", "helpers", "common", "misc", "manager", "managers"}
    assert [p for p in BASE.glob("tinhso/**/*") if p.stem in bad] == []

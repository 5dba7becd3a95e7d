"""The tour tells the truth: every file is there, and every function is in the file named last."""

import ast
import re
from pathlib import Path

from django.apps import apps

from tinhso.foundation.outbox.selectors import list_routes

BASE = Path(__file__).resolve().parent.parent
TOUR = (BASE / "docs" / "tour.md").read_text()
PROSE = re.sub(r"```.*?```", "", TOUR, flags=re.DOTALL)
TICKED = re.findall(r"`([^`\n]+)`", PROSE)
MENTIONED = re.compile(r"[\w/.]+/[\w.]+\.(?:py|json|bpmn)")


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_file_of_the_tour_exists() -> None:
    named = [said for said in TICKED if MENTIONED.fullmatch(said)]
    assert len(named) > 30
    assert [path for path in named if not (BASE / path).is_file()] == []


def test_every_function_is_in_a_file_named_beside_it() -> None:
    for paragraph in re.split(r"\n\s*\n|\n(?=\d\. )", PROSE):
        ticked = re.findall(r"`([^`\n]+)`", paragraph)
        files = [said for said in ticked if said.endswith(".py") and "/" in said]
        known = {name for path in files for name in _functions(BASE / path)}
        before = {"page", "freeze_draft", "emit"}  # said of a file of the paragraph above
        for said in ticked:
            if re.fullmatch(r"\w+\(\)", said):
                assert said[:-2] in known | before, f"{said} in: {paragraph.strip()[:200]}"


def test_every_table_of_the_tour_exists() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    written = [said for said in TICKED if re.fullmatch(r"[a-z]+_[a-z]+", said)]
    asked = re.findall(
        r"(?:from|join) (\w+)", "".join(re.findall(r"```sh(.*?)```", TOUR, re.DOTALL))
    )
    assert {said for said in [*written, *asked] if said not in tables} <= {"verb_noun"}


def test_every_event_of_the_tour_is_heard() -> None:
    routes = {route.event for route in list_routes()}
    said = {name for name in TICKED if re.fullmatch(r"[a-z]+\.[A-Z]\w+", name)}
    assert said
    assert said <= routes

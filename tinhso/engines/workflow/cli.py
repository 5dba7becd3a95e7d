"""`tinhso workflow …`: check a drawing before it is deployed."""

import json
import sys
from pathlib import Path

import click
from django.utils import translation

from .bpmn import MAX_BYTES
from .checks import check_bpmn
from .types import BpmnProblem


@click.group()
def workflow() -> None:
    """Processes drawn in BPMN 2.0."""


@workflow.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
def check(file: Path, *, as_json: bool, language: str) -> None:
    """Say whether FILE can be run here, and if not, which element is at fault and why."""
    with translation.override(language):
        problems = _check_file(file)
        told = [
            {"element": problem.element, "code": problem.code, "message": problem.message}
            for problem in problems
        ]
    if as_json:
        click.echo(json.dumps({"ok": not told, "problems": told}, ensure_ascii=False))
    else:
        for line in told:
            click.echo(f"{line['element'] or '–'}  {line['code']}  {line['message']}")
        if not told:
            click.echo("OK")
    sys.exit(1 if told else 0)


def _check_file(file: Path) -> list[BpmnProblem]:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return [BpmnProblem(element=None, code="unreadable")]
    return check_bpmn(data)


commands: list[click.Command] = [workflow]

"""`tinhso deadline compute`: a due moment with its derivation, for checking by anybody."""

import json
from datetime import datetime

import click

from tinhso.foundation.kernel import clock

from .types import Limit, LimitUnit


@click.group()
def deadline() -> None:
    """Compute time limits."""


@deadline.command()
@click.argument("number", type=int)
@click.argument("unit", type=click.Choice([unit.value for unit in LimitUnit]))
@click.argument("start", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]))
@click.option("--hours", default="province", show_default=True, help="Code of the office hours.")
@click.option("--not-solvable", is_flag=True, help="Received after 15:00, not solvable at once.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compute(
    number: int, unit: str, start: datetime, hours: str, *, not_solvable: bool, as_json: bool
) -> None:
    """Say when NUMBER of UNIT from START (Việt Nam's time) is due, and why."""
    from .deadlines import compute_deadline, sentences_of

    due = compute_deadline(
        Limit(number, LimitUnit(unit)),
        start.replace(tzinfo=clock.VIETNAM),
        hours=hours,
        received_late_not_solvable=not_solvable,
    )
    if as_json:
        said = due.as_json() | {"sentences": sentences_of(due)}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for line in sentences_of(due):
        click.echo(line)


commands = [deadline]

"""`tinhso import units DIR` and `tinhso place QUERY`."""

import json
from pathlib import Path

import click


@click.group("import")
def import_() -> None:
    """Load data made elsewhere."""


@import_.command("units")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def units(folder: Path, as_json: bool) -> None:
    """Load the country's units, old and new, from the three CSV files of FOLDER."""
    from .services import import_units

    done = import_units(folder)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "places": done.places,
                    "successions": done.successions,
                    "places_changed": done.places_changed,
                    "successions_changed": done.successions_changed,
                }
            )
        )
    else:
        click.echo(f"{done.places} places ({done.places_changed} new or changed)")
        click.echo(f"{done.successions} successions ({done.successions_changed} new or changed)")


@click.command()
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def place(query: str, as_json: bool) -> None:
    """Say where the place QUERY, under an old or a new name, is today; exit 1 when unknown."""
    from .lookup import find_by_address

    found = find_by_address(query)
    if as_json:
        said = {"query": query, "found": [one.as_json() for one in found]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    for one in found if not as_json else []:
        click.echo(f"{one.code} {one.label}" + (f" (until {one.until})" if one.until else ""))
        for part in one.today:
            share = ", in part" if part.is_split else ""
            click.echo(f"  → {part.code} {part.name}, {part.province}{share}")
    if not found:
        raise SystemExit(1)


commands = [import_, place]

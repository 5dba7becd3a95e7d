"""`tinhso`: the one command line. Each app adds its commands in its own `cli.py`."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Commands(click.Group):
    """The platform's own commands and those of every app, loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_from_apps()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _from_apps().get(cmd_name)


def _from_apps() -> dict[str, click.Command]:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    found: dict[str, click.Command] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.cli"
        if not config.name.startswith("tinhso.") or find_spec(name) is None:
            continue
        for command in import_module(name).commands:
            assert command.name is not None
            known = found.get(command.name)
            if isinstance(known, click.Group) and isinstance(command, click.Group):
                for part, inner in command.commands.items():
                    known.add_command(inner, part)
            else:
                found[command.name] = command
    return found


@click.group(cls=Commands)
@click.version_option(package_name="tinhso")
def main() -> None:
    """TỉnhSố: a province's digital government."""


@main.command()
def demo() -> None:
    """Start the whole demonstration province; stop it with Ctrl-C."""
    from config.demo import run

    sys.exit(run())


@main.command()
@click.option("--cases", default=3000, show_default=True, help="How many past cases to load.")
def seed(cases: int) -> None:
    """Fill the database with the demonstration province; safe to repeat."""
    import django

    django.setup()
    from config.seed import seed_all

    seed_all(cases=cases, say=click.echo)


@main.command("map")
def show_map() -> None:
    """Print the rooms by rung, and which handler hears which event."""
    import django

    django.setup()
    from config.house import print_map

    print_map(click.echo)


@main.command("new-app")
@click.argument("layer", type=click.Choice(["foundation", "engines", "systems", "faces"]))
@click.argument("name")
def new_app(layer: str, name: str) -> None:
    """Make the folder of a new room; its rung is then chosen in pyproject.toml."""
    from config.house import make_app

    make_app(layer, name, click.echo)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--number", default=200, show_default=True, help="How many of each act.")
def bench(as_json: bool, number: int) -> None:
    """Measure submit, queue and signature against a floor of the same run."""
    from config.bench import run

    run(number=number, as_json=as_json, say=click.echo)


if __name__ == "__main__":
    main()

"""`tinhso verify`."""

import json
from pathlib import Path

import click
from django.db import connection
from django.utils import translation

from .services import verify_pdf


class NotSetUp(click.ClickException):
    """Nothing can be told from here yet."""

    exit_code = 2


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.pass_context
def verify(context: click.Context, *, file: Path, as_json: bool, lang: str) -> None:
    """Check the digital signatures of a PDF.

    Exit code 0: the signature is valid. 1: it is not, or there is none. 2: it cannot be
    told now (not a PDF, or the revocation service does not answer).
    """
    if "wire_call" not in connection.introspection.table_names():
        raise NotSetUp(
            "The database of this installation has no tables yet, and every question to the"
            " authority is journalled: run `tinhso demo` or `manage.py migrate` first."
        )
    verdict = verify_pdf(file.read_bytes())
    with translation.override(lang):
        if as_json:
            click.echo(json.dumps(verdict.as_json(), ensure_ascii=False, indent=2))
        else:
            for sentence in verdict.sentences:
                click.echo(sentence)
    undecided = verdict.code in ("unreadable", "revocation_unknown")
    context.exit(0 if verdict.ok else 2 if undecided else 1)


commands = [verify]

"""`tinhso worker`."""

import click

from . import selectors, services
from .worker import drain, run_forever


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(*, once: bool) -> None:
    """Hand events to their handlers and do the jobs that are due, until SIGTERM or Ctrl-C."""
    if once:
        done = drain(limit=100_000, include_periodic=True)
        click.echo(f"{done} done")
    else:
        run_forever()


@click.group("outbox")
def outbox() -> None:
    """Look at the outbox: who hears what, and what was given up."""


@outbox.command("map")
def show_map() -> None:
    """Print event → handlers."""
    for route in selectors.list_routes():
        mark = " (outside)" if route.outside else ""
        click.echo(f"{route.event} → {route.handler}{mark}")


@outbox.command("dead")
def list_dead() -> None:
    """List the work that was given up."""
    for letter in selectors.list_dead_deliveries():
        click.echo(
            f"{letter.kind} {letter.id}\t{letter.name}\t{letter.event}\t"
            f"{letter.attempts} attempts\t{letter.last_error}"
        )


@outbox.command("retry")
@click.argument("kind", type=click.Choice(["delivery", "job"]))
@click.argument("number", type=int)
def retry(*, kind: str, number: int) -> None:
    """Try dead work again: `tinhso outbox retry delivery 12`."""
    if kind == "delivery":
        services.retry_delivery(number)
    else:
        services.retry_job(number)


commands: list[click.Command] = [worker, outbox]

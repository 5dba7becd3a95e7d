"""A worker process of its own, to be killed: `python -m …lab MODE` on a database of its own.

It loads only this room. The handlers keep their marks as rows of `Job` called "ledger",
whose unique key makes a second hearing fail aloud.
"""

import json
import os
import sys
import time

import django
from django.conf import settings

from tinhso.foundation.kernel import logs

settings.configure(
    INSTALLED_APPS=["tinhso.foundation.kernel", "tinhso.foundation.outbox"],
    DATABASES={"default": json.loads(os.environ["LAB_DATABASE"])},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    TIME_MACHINE=False,
    LOGGING_CONFIG=None,
)
logs.configure(pretty=False, level="ERROR")
django.setup()

from dataclasses import dataclass  # noqa: E402

from django.db import connection, transaction  # noqa: E402

from tinhso.foundation.kernel import clock  # noqa: E402
from tinhso.foundation.outbox import jobs, worker  # noqa: E402
from tinhso.foundation.outbox.events import DomainEvent, emit, on  # noqa: E402
from tinhso.foundation.outbox.models import Delivery, Event, Job  # noqa: E402

TRAP = os.environ.get("LAB_TRAP", "")


@dataclass(frozen=True, kw_only=True)
class BellRung(DomainEvent):
    number: int


def mark(what: str, number: int) -> None:
    Job.objects.create(name="ledger", key=f"{what}-{number}", done_at=clock.now())


def trap(where: str) -> None:
    """Stop here, so that the test can do what it likes to us."""
    if where == TRAP:
        say("trapped")
        time.sleep(60)
    if f"{where}-until-told" == TRAP:
        say("trapped")
        sys.stdin.readline()


def say(what: object) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


@on(BellRung)
def write_inside(event: BellRung) -> None:
    mark("inside", event.number)
    trap("inside")


@on(BellRung, outside=True, lease_seconds=3600)
def call_outside(event: BellRung) -> None:
    trap("outside")
    mark("outside", event.number)


@jobs.every("lab.tick", seconds=3600)
def tick() -> None:
    mark("tick", time.monotonic_ns())


def main(mode: str, *args: str) -> None:
    if mode == "setup":
        with connection.schema_editor() as editor:
            for table in (Event, Delivery, Job):
                editor.create_model(table)
        jobs.ensure_periodic()
        Job.objects.update(due_at=clock.now(), retry_at=None)
        for number in range(int(args[0])):
            with transaction.atomic():
                emit(BellRung(number=number))
    elif mode.startswith("work"):
        if mode == "work-when-leases-ended":
            Delivery.objects.update(claimed_until=clock.machine_now())
        while worker.run_once(periodic=bool(args)):
            pass
    elif mode == "forever":
        worker.run_forever()
    say(
        {
            "ledger": sorted(Job.objects.filter(name="ledger").values_list("key", flat=True)),
            "done": Delivery.objects.filter(done_at__isnull=False).count(),
            "open": Delivery.objects.filter(done_at__isnull=True).count(),
            "failures": Delivery.objects.exclude(last_error="").count(),
        }
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

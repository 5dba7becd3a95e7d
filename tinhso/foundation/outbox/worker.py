"""The worker: hands events to their handlers and does the jobs that are due.

Any number of workers may run. A row is taken under a lock (`SKIP LOCKED` where the database
has it, SQLite's one writer otherwise) or under a lease (outside tasks), so two never do the
same thing at the same time; a worker that dies in the middle leaves its work to the others.
"""

import random
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from django.db import close_old_connections, connection, transaction
from django.db.models import Q

from tinhso.foundation.kernel import clock, logs, metrics
from tinhso.foundation.kernel.refusals import Unavailable

from . import events, jobs
from .models import Delivery, Job, Work, max_attempts
from .types import NotYet, Task

__all__ = ["NotYet", "drain", "run_forever", "run_once", "run_periodic", "stop_on_signals"]

IDLE_SECONDS = 0.3
log = logs.get_logger(__name__)


def run_once(*, periodic: bool = True) -> bool:
    """Do one due thing; say whether there was one."""
    tables: list[type[Work]] = [Delivery, Job]
    random.shuffle(tables)  # neither table starves the other
    return any(_run_one(table, _due(table, periodic=periodic)) for table in tables)


def drain(
    limit: int = 1000, *, include_future_retries: bool = False, include_periodic: bool = False
) -> int:
    """Do everything that is due, and what it leads to; return how many things were done.

    For tests. Failed work waits for its time, as in life; `include_future_retries` tries each
    piece of waiting work (failed or postponed, never a job whose day has not come) once more.
    """
    if include_periodic:
        jobs.ensure_periodic()
    done = 0
    while done < limit and run_once(periodic=include_periodic):
        done += 1
    if include_future_retries:
        tables: list[type[Work]] = [Delivery, Job]
        for table in tables:
            again = Work.OPEN & Q(retry_at__gt=clock.machine_now())
            if table is Job:
                again &= Q(every_seconds__isnull=True)
            for pk in list(table._default_manager.filter(again).values_list("pk", flat=True)):
                done += _run_one(table, Work.OPEN & Q(pk=pk))
        while done < limit and run_once(periodic=include_periodic):
            done += 1
    return done


def run_periodic(name: str) -> None:
    """Call the periodic job `name` now, outside its schedule. For tests and operators."""
    jobs.tasks[name].call({})


def run_forever(stop: threading.Event | None = None) -> None:
    """Work until `stop` is set; what has been begun is finished first."""
    stop = stop or stop_on_signals()
    log.info("worker.started")
    next_look = clock.machine_now()
    while not stop.is_set():
        close_old_connections()
        try:
            if clock.machine_now() >= next_look:
                jobs.ensure_periodic()
                next_look = clock.machine_now() + timedelta(seconds=60)
            busy = run_once()
        except Exception:  # the database may come back; the worker must be there then
            log.exception("worker.trouble")
            connection.close()
            stop.wait(2)
            continue
        if not busy:
            stop.wait(IDLE_SECONDS)
    connection.close()
    log.info("worker.stopped")


def stop_on_signals() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set. Main thread only."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    return stop


def _due(table: type[Work], *, periodic: bool) -> Q:
    machine = clock.machine_now()
    due = (
        Work.OPEN
        & (Q(due_at__lte=clock.now()) | Q(retry_at__lte=machine))
        & (Q(claimed_until__isnull=True) | Q(claimed_until__lte=machine))
    )
    if table is Job and not periodic:
        due &= Q(every_seconds__isnull=True)
    return due


def _run_one(table: type[Work], due: Q) -> bool:
    """Take one row of `table` that is `due` and do it."""
    # A look without a lock: an idle worker must not hold SQLite's one write lock.
    if not table._default_manager.filter(due).exists():
        return False
    with transaction.atomic():
        work = _claim(table, due)
        if work is None:
            return False
        task = _task_of(work)
        if task is None:
            work.attempts += 1
            work.fail("no code claims this name")
            work.save()
            return True
        if not task.outside:
            _do_inside(work, task)
            return True
        leased = _lease(work, task)
    if leased:
        _do_outside(work, task)
    return True


def _claim(table: type[Work], due: Q) -> Work | None:
    rows = table._default_manager.select_for_update(skip_locked=True, of=("self",)).filter(due)
    return rows.order_by("due_at", "id").first()


def _task_of(work: Work) -> Task | None:
    if isinstance(work, Delivery):
        return events.tasks.find(work.handler)
    return jobs.tasks.find(work.name) if isinstance(work, Job) else None


def _call(work: Work, task: Task) -> None:
    if isinstance(work, Delivery):
        task.call(work.event.payload)
    elif isinstance(work, Job):
        task.call(work.payload)


def _do_inside(work: Work, task: Task) -> None:
    """Call an inside task: its writes and the mark commit together.

    The savepoint undoes a failed task's writes and lets the note of its failure live.
    """
    with _correlated(work):
        try:
            with transaction.atomic():
                _call(work, task)
        except NotYet as wait:
            work.postpone(wait.seconds)
            _count(task, "postponed")
        except Exception as error:  # noqa: BLE001  whatever went wrong is noted and tried again
            work.attempts += 1
            _note_failure(work, task, error)
        else:
            work.finish()
            _count(task, "done")
        work.save()


def _lease(work: Work, task: Task) -> bool:
    """Take `work` for this process alone; its attempt is counted now, should we die of it."""
    if work.attempts >= max_attempts() and work.may_die():
        work.fail(work.last_error or "the worker died of it each time")
        work.save()
        return False
    work.attempts += 1
    work.claimed_by = uuid.uuid4().hex
    work.claimed_until = clock.machine_now() + timedelta(seconds=task.lease_seconds)
    work.save()
    return True


def _do_outside(work: Work, task: Task) -> None:
    """Call an outside task without a transaction, then mark the row if it is still ours."""
    ticket = work.claimed_by
    with _correlated(work):
        try:
            _call(work, task)
        except NotYet as wait:
            work.attempts -= 1
            work.postpone(wait.seconds)
            _count(task, "postponed")
        except Exception as error:  # noqa: BLE001  whatever went wrong is noted and tried again
            _note_failure(work, task, error)
        else:
            work.finish()
            _count(task, "done")
        with transaction.atomic():
            ours = (
                type(work)
                ._default_manager.select_for_update()
                .filter(pk=work.pk, claimed_by=ticket)
            )
            if ours.exists():
                work.save()
            else:
                log.warning("worker.lease_lost", task=task.name, work=work.pk)


def _note_failure(work: Work, task: Task, error: Exception) -> None:
    work.fail(error)
    outcome = "dead" if work.dead_at else "failed"
    _count(task, outcome)
    log.warning(
        "worker.failed",
        task=task.name,
        outcome=outcome,
        attempts=work.attempts,
        exc_info=not _is_expected(error),
    )


def _is_expected(error: Exception) -> bool:
    """Say whether a failure needs no traceback: a peer that does not answer."""
    return isinstance(error, Unavailable)


def _count(task: Task, outcome: str) -> None:
    metrics.deliveries_total.labels(handler=task.name, outcome=outcome).inc()


@contextmanager
def _correlated(work: Work) -> Iterator[None]:
    """Work under the request id of whoever caused it: logs, events and calls carry it on."""
    request_id = work.event.request_id if isinstance(work, Delivery) else ""
    if isinstance(work, Job):
        request_id = work.request_id
    token = logs.request_id.set(request_id or f"work-{uuid.uuid4().hex[:16]}")
    try:
        yield
    finally:
        logs.request_id.reset(token)

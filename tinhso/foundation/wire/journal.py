"""Writing `Call` rows so that they outlive the caller's transaction.

A service that meets a dead peer raises, and its transaction is undone; that we called, and
failed, must still be known. Inside a transaction the row is therefore written aside, by one
thread with a connection of its own. (Tests run in one transaction: there it is written at once.)
"""

import atexit
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection

from tinhso.foundation.kernel import logs, metrics
from tinhso.foundation.kernel.types import Subject

from . import breaker
from .models import Call
from .peers import Peer

log = logs.get_logger(__name__)
aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wire-journal")
atexit.register(aside.shutdown, wait=True)

_HIDDEN = re.compile(r"[^/]*\d{4,}[^/]*|[^/]*@[^/]*|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[^/]{40,}")


def safe_path(path: str) -> str:
    """Return `path` without query and with every segment hidden that may name somebody."""
    bare = path.split("?", 1)[0]
    return "/".join("…" if _HIDDEN.fullmatch(part) else part for part in bare.split("/"))[:200]


def write_down(
    peer: Peer,
    *,
    method: str,
    path: str,
    attempt: int,
    status: int | None,
    seconds: float,
    error: str,
    subject: Subject | None,
    purpose: str,
) -> None:
    """Keep what came of one exchange: row, log line, metric and breaker."""
    row = Call(
        peer=peer.name,
        method=method,
        path=safe_path(path),
        attempt=attempt,
        status=status,
        milliseconds=round(seconds * 1000),
        error=logs.mask(error)[:300],
        simulated=peer.simulated,
        purpose=purpose,
        subject_kind=subject.kind if subject else "",
        subject_uid=subject.uid if subject else "",
        request_id=logs.request_id.get()[:64],
    )
    outcome = "failed" if error else "answered"
    metrics.wire_calls_total.labels(peer=peer.name, outcome=outcome).inc()
    log.info(
        "wire.call",
        peer=peer.name,
        method=method,
        path=row.path,
        status=status,
        ms=row.milliseconds,
        error=row.error,
    )
    note = breaker.note_failure if error else breaker.note_success

    def keep() -> None:
        row.save(force_insert=True)
        note(peer.name)

    _outlive(keep)


def _outlive(write: Callable[[], None]) -> None:
    if connection.in_atomic_block and not settings.TESTING:
        aside.submit(_write_aside, write)
    else:
        write()


def _write_aside(write: Callable[[], None]) -> None:
    for patience in (0.5, 2.0, 0.0):
        close_old_connections()
        try:
            write()
        except OperationalError:
            if not patience:
                log.exception("wire.journal_lost")
                break
            time.sleep(patience)
        else:
            break
    close_old_connections()

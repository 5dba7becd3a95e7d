"""Reading the journal of calls: for the console, and for what a case's page tells."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.foundation.kernel.types import Subject

from .models import Call
from .peers import PeerHealth, list_peer_health

__all__ = ["CallLine", "PeerHealth", "list_calls", "list_peer_health", "list_recent_calls"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CallLine:
    """One exchange with a peer."""

    at: datetime  # the machine's time
    peer: str
    method: str
    path: str
    attempt: int
    status: int | None
    milliseconds: int
    error: str
    simulated: bool
    purpose: str
    request_id: str


def list_calls(subject: Subject) -> list[CallLine]:
    """List the calls made on account of `subject`, oldest first."""
    rows = Call.objects.filter(subject_kind=subject.kind, subject_uid=subject.uid)
    return [_line(row) for row in rows.order_by("id")]


def list_recent_calls(peer: str = "", *, limit: int = 100) -> list[CallLine]:
    """List the latest calls, of one peer or of all."""
    rows = Call.objects.filter(peer=peer) if peer else Call.objects.all()
    return [_line(row) for row in rows.order_by("-id")[:limit]]


def _line(row: Call) -> CallLine:
    return CallLine(
        at=row.created_at,
        peer=row.peer,
        method=row.method,
        path=row.path,
        attempt=row.attempt,
        status=row.status,
        milliseconds=row.milliseconds,
        error=row.error,
        simulated=row.simulated,
        purpose=row.purpose,
        request_id=row.request_id,
    )

"""The other systems we speak to, as `settings.PEERS` names them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Avg, Count, Q

from tinhso.foundation.kernel import clock


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """One other system: where it is and how we prove who we are."""

    name: str
    url: str
    secret: str = field(default="", repr=False)
    simulated: bool = False
    certificate: str = ""  # path of our client certificate (PEM), for mutual TLS
    key: str = field(default="", repr=False)  # path of its private key (PEM)
    ca: str = ""  # path of the authorities we trust for this peer (PEM); empty: the system's
    timeout: float = 10.0  # seconds for one try


@dataclass(frozen=True, kw_only=True, slots=True)
class PeerHealth:
    """How a peer has been answering."""

    peer: str
    simulated: bool
    state: str  # "up", "failing", "open" (we stopped calling), "quiet" (no call of late)
    calls: int  # in the last hour
    failures: int  # in the last hour
    average_ms: int
    last_call_at: datetime | None
    last_error: str


def get_peer(name: str) -> Peer:
    """Return the peer; raises KeyError for a name that the settings don't know."""
    said: dict[str, dict[str, Any]] = settings.PEERS
    if name not in said:
        raise KeyError(f"No peer {name}; known: {', '.join(sorted(said))}")
    return Peer(name=name, **said[name])


def list_peers() -> list[Peer]:
    return [get_peer(name) for name in sorted(settings.PEERS)]


def is_simulated(name: str) -> bool:
    """Say whether a simulator answers for this peer: pages that show its answers say so."""
    return get_peer(name).simulated


def list_peer_health() -> list[PeerHealth]:
    """Say of every peer how it has answered in the last hour of the machine's time."""
    from . import breaker
    from .models import Call

    since = clock.machine_now() - timedelta(hours=1)
    figures = {
        peer: (calls, failures, round(average or 0))
        for peer, calls, failures, average in Call.objects.filter(created_at__gte=since)
        .values_list("peer")
        .annotate(n=Count("id"), bad=Count("id", filter=~Q(error="")), ms=Avg("milliseconds"))
    }
    found = []
    for peer in list_peers():
        calls, failures, average_ms = figures.get(peer.name, (0, 0, 0))
        last = Call.objects.filter(peer=peer.name).order_by("-id").first()
        if breaker.is_open(peer.name):
            state = "open"
        elif not calls:
            state = "quiet"
        else:
            state = "failing" if last and last.error else "up"
        found.append(
            PeerHealth(
                peer=peer.name,
                simulated=peer.simulated,
                state=state,
                calls=calls,
                failures=failures,
                average_ms=average_ms,
                last_call_at=last.created_at if last else None,
                last_error=last.error if last else "",
            )
        )
    return found

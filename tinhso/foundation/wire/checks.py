"""What must be true of the peers before the platform starts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from .peers import Peer, list_peers

_LOOPBACK = ("http://127.", "http://localhost", "http://[::1]")


@register()
def check_peers(**_: Any) -> Sequence[CheckMessage]:
    """Nothing pretends in production: no simulator, no open line, every certificate there."""
    found: list[CheckMessage] = []
    for peer in list_peers():
        found += _missing_files(peer)
        if not (settings.DEMO or settings.TESTING):
            found += _production_problems(peer)
    return found


def _production_problems(peer: Peer) -> list[CheckMessage]:
    name = peer.name.upper()
    if peer.simulated or peer.url.startswith(_LOOPBACK):
        return [
            Error(
                f"Peer {peer.name} is a simulator and this is no demonstration.",
                hint=f"Set TINHSO_PEER_{name}_URL to the real address, or TINHSO_DEMO=true.",
                id="wire.E001",
            )
        ]
    if not peer.url:
        return [
            Caution(
                f"Peer {peer.name} has no address: what needs it will say it is not available.",
                hint=f"Set TINHSO_PEER_{name}_URL.",
                id="wire.W001",
            )
        ]
    if not peer.url.startswith("https://"):
        return [
            Error(
                f"Peer {peer.name} would be called without encryption.",
                hint=f"TINHSO_PEER_{name}_URL must begin with https://.",
                id="wire.E002",
            )
        ]
    return []


def _missing_files(peer: Peer) -> list[CheckMessage]:
    return [
        Error(
            f"Peer {peer.name}: the file {path} cannot be found.",
            hint="It is named as certificate, key or ca in settings.PEERS.",
            id="wire.E003",
        )
        for path in (peer.certificate, peer.key, peer.ca)
        if path and not Path(path).is_file()
    ]

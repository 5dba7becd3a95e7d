"""Whose signatures we believe: roots as PEM files in `settings.SIGNING_TRUST`.

In production an operator puts the Government root there; in a demonstration the
simulated root is put there when the first certificate is issued.
"""

import hashlib
from pathlib import Path

from asn1crypto import x509
from django.conf import settings

from tinhso.foundation.wire.peers import is_simulated

from .pades import load_certificates


def trusted_roots() -> list[x509.Certificate]:
    """Return the roots, read anew each time: a root taken away is not believed a minute longer."""
    folder = Path(settings.SIGNING_TRUST)
    if not folder.is_dir():
        return []
    return [
        root
        for path in sorted(folder.glob("*.crt"))
        for root in load_certificates(path.read_text())
    ]


def trust_simulated_root(pem: str) -> None:
    """Believe the simulated authority's root. Raises ValueError when the peer is a real one."""
    if not is_simulated("ca"):
        raise ValueError("A real authority's root is put in place by an operator")
    folder = Path(settings.SIGNING_TRUST)
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(pem.strip().encode()).hexdigest()[:16]
    (folder / f"simulated-{name}.crt").write_text(pem)

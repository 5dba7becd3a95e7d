"""Slot for what checks the signature of an uploaded file: filled by whoever knows signatures."""

from collections.abc import Callable, Mapping
from typing import Any

from tinhso.foundation.kernel.registry import Registry

# PDF bytes → verdict: {"ok": bool, "summary": [sentence or {"code", "params"}, …], …}
Verifier = Callable[[bytes], Mapping[str, Any]]

verifiers: Registry[Verifier] = Registry("verifier")


def register_verifier(verifier: Verifier) -> None:
    """Say who checks PDF files: `register_verifier(check)` in a `ready()` above."""
    verifiers.register("pdf", verifier)

"""Bytes on disk under their sha256: written once, whole or not at all, never executed."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


class TooBig(Exception):  # noqa: N818  a finding
    """More bytes came than allowed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Bytes that came in and have no place yet."""

    path: Path
    sha256: str
    size: int


@contextmanager
def received(chunks: Iterable[bytes], *, max_bytes: int) -> Iterator[Draft]:
    """Write `chunks` to a temporary file; it is gone after the block unless kept. TooBig."""
    folder = _root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > max_bytes:
                    raise TooBig
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield Draft(path, digest.hexdigest(), size)
    finally:
        path.unlink(missing_ok=True)


def keep(draft: Draft) -> None:
    """Give the draft its place. Equal bytes are there once, and young again for the sweeper."""
    place = place_of(draft.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.utime(place)
    except FileNotFoundError:
        draft.path.chmod(0o440)
        draft.path.replace(place)
        _settle(place.parent)


def place_of(sha256: str) -> Path:
    return _root() / sha256[:2] / sha256[2:4] / sha256


def old_places(*, older_than_seconds: float) -> Iterator[Path]:
    """Find kept files that nobody handed in again for a while."""
    limit = time.time() - older_than_seconds
    for path in _root().glob("??/??/*"):
        if path.stat().st_mtime < limit:
            yield path


def _settle(folder: Path) -> None:
    """A rename is sure only when its folder is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _root() -> Path:
    return Path(settings.FILES_ROOT)

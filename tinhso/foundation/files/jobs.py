"""Timed work of this room."""

from tinhso.foundation.outbox.jobs import every

from .services import sweep_bytes


@every("files.sweep_bytes", seconds=86_400, outside=True, lease_seconds=3600)
def sweep_unused_bytes() -> None:
    """Once a day, by one worker."""
    sweep_bytes()

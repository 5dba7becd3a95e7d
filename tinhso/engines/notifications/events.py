"""What this room tells: only itself listens for now."""

from dataclasses import dataclass

from tinhso.foundation.outbox.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class NoticeQueued(DomainEvent):
    """A notice waits to be sent."""

    notice: str  # uid
    round: int = 1  # grows when an operator sends it again

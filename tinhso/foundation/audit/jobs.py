"""Timed work: the wire's journal is swept from here, since the wire does not know the outbox."""

from tinhso.foundation.outbox.jobs import every
from tinhso.foundation.wire.services import forget_old_calls

every("audit.forget_old_calls", seconds=86_400)(forget_old_calls)

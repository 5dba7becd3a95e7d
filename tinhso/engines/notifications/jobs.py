"""Timed work of this room."""

from tinhso.foundation.outbox.jobs import every

from .services import mask_old_addresses

every("notifications.mask_old_addresses", seconds=86400)(mask_old_addresses)

"""Locks after wrong tries, the same for every process: rows, not memory.

A try is counted before the secret is looked at, so that parallel guesses do
not slip through; a right one wipes the count.
"""

import hashlib
from datetime import timedelta

from django.db import transaction

from tinhso.foundation.kernel import clock

from .models import Attempts

TRIES = 5
WINDOW = timedelta(minutes=15)  # tries further apart than this are not added up
LOCK = timedelta(minutes=15)


def key_of(what: str, name: str) -> str:
    """Return the key that counts tries of `what` for `name`; the name itself is not kept."""
    return hashlib.sha256(f"{what}:{name.strip().lower()}".encode()).hexdigest()


def minutes(seconds: int) -> int:
    """Return how many minutes to tell a person who must wait that long: rounded up."""
    return max(1, -(-seconds // 60))


def begin_attempt(key: str) -> int:
    """Count a try; return 0 when it may go on, or the seconds to wait when locked."""
    now = clock.machine_now()
    with transaction.atomic():
        Attempts.objects.get_or_create(key=key, defaults={"first_at": now})
        row = Attempts.objects.select_for_update().get(key=key)
        if row.locked_until is not None and row.locked_until > now:
            return max(1, int((row.locked_until - now).total_seconds()))
        if row.locked_until is not None or row.first_at < now - WINDOW:
            row.count, row.first_at, row.locked_until = 0, now, None
        row.count += 1
        if row.count > TRIES:
            row.locked_until = now + LOCK
            row.save()
            return int(LOCK.total_seconds())
        row.save()
    return 0


def tries_left(key: str) -> int:
    """Return how many tries remain before the lock."""
    row = Attempts.objects.filter(key=key).first()
    return TRIES - row.count if row else TRIES


def seconds_left(key: str) -> int:
    """Return for how long the key is still locked, 0 when it is not."""
    row = Attempts.objects.filter(key=key, locked_until__isnull=False).first()
    if row is None or row.locked_until is None:
        return 0
    return max(0, int((row.locked_until - clock.machine_now()).total_seconds()))


def forgive(key: str) -> None:
    """Forget the tries after a right one."""
    Attempts.objects.filter(key=key).delete()


def forget_old() -> int:
    """Remove the rows that no longer say anything; return how many."""
    old = clock.machine_now() - WINDOW - LOCK
    removed, _ = Attempts.objects.filter(first_at__lt=old).delete()
    return removed

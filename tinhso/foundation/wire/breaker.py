"""One breaker a peer, shared by all processes through the cache.

After `THRESHOLD` failures in a row we stop calling for `REST_SECONDS`; then one call is let
through to see. A peer on its knees is not kicked, and our pages do not wait for it.
Runs on the machine's time.
"""

from dataclasses import dataclass

from django.core.cache import cache

from tinhso.foundation.kernel import clock

THRESHOLD = 5
REST_SECONDS = 30.0
_KEEP_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class _State:
    failures: int
    opened_at: float  # seconds since the epoch; 0 while closed


def may_call(peer: str) -> bool:
    """Say whether a call may go out now; while resting, one a `REST_SECONDS` may."""
    state = _read(peer)
    if not state.opened_at:
        return True
    if _now() < state.opened_at + REST_SECONDS:
        return False
    # `add` is atomic: of all processes that come now, one is the scout.
    return bool(cache.add(_key(peer, "scout"), 1, timeout=REST_SECONDS))


def is_open(peer: str) -> bool:
    state = _read(peer)
    return bool(state.opened_at) and _now() < state.opened_at + REST_SECONDS


def note_success(peer: str) -> None:
    if _read(peer).failures:
        reset(peer)


def note_failure(peer: str) -> None:
    """Count a failure. Two at the same moment may count as one: the breaker opens a call later."""
    failures = _read(peer).failures + 1
    opened_at = _now() if failures >= THRESHOLD else 0.0
    cache.delete(_key(peer, "scout"))
    cache.set(_key(peer), [failures, opened_at], timeout=_KEEP_SECONDS)


def reset(peer: str) -> None:
    """Forget the peer's failures: it answered, or an operator says it is well."""
    cache.delete_many([_key(peer), _key(peer, "scout")])


def _read(peer: str) -> _State:
    kept = cache.get(_key(peer))
    return _State(*kept) if kept else _State(0, 0.0)


def _key(peer: str, part: str = "state") -> str:
    return f"wire:{part}:{peer}"


def _now() -> float:
    return clock.machine_now().timestamp()

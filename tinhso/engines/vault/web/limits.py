"""How often one place may ask for results: the codes cannot be guessed, the page need not be tried.

The count lies in the default cache, which all workers share.
"""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from tinhso.foundation.identity.web.address import address_of
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import TooMany

CHECKS: Final = 20  # in one minute, from one address
UPLOADS: Final = 6
WINDOW: Final = 60  # seconds


def count_check(request: HttpRequest, what: str, limit: int) -> None:
    """Count one check from this address; raises TooMany above `limit` in a minute."""
    minute, second = divmod(int(clock.machine_now().timestamp()), WINDOW)
    key = f"vault:{what}:{address_of(request)}:{minute}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # the entry went away between the two lines
        return
    if count > limit:
        raise TooMany("vault.too_many_checks", seconds=WINDOW - second)

"""Where a request comes from, behind as many proxies as the installation trusts."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the network address that asked, for counting tries.

    `settings.TRUSTED_PROXIES` says how many of our own proxies append to X-Forwarded-For; with
    none the connection's own address counts, and what the header claims is not believed.
    """
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(hops) >= proxies and hops[-proxies]:
            return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))

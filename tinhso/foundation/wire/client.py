"""The one way out: every request to another system leaves through here.

Adapters, in the apps that own the meaning, ask for `client("population")` and speak our
types; foreign names and codes stop with them.
"""

from __future__ import annotations

import random
import ssl
import time
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import httpx
from django.conf import settings

from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.types import Subject

from . import breaker, journal
from .peers import Peer, get_peer

if TYPE_CHECKING:
    import requests  # noqa: TID251  only its name

TRIES = 3
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}
_PASSING = {429, 502, 503, 504}  # worth another try
_mounted: dict[str, httpx.BaseTransport] = {}  # filled by `testing.mount`


class JournalledTransport(httpx.BaseTransport):
    """Sends one request to one peer: asks the breaker, sends, writes down what came of it."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        peer = self.peer
        if not breaker.may_call(peer.name):
            raise Unavailable("wire.unavailable", peer=peer.name)
        if request_id := logs.request_id.get():
            request.headers.setdefault("X-Request-Id", request_id)
        status: int | None = None
        error = ""
        started = time.monotonic()
        try:
            response = _road_to(peer).handle_request(request)
            response.read()
            status = response.status_code
            error = f"HTTP {status}" if status >= 500 else ""
        except httpx.TransportError as trouble:
            error = f"{type(trouble).__name__}: {trouble}"
            raise
        finally:
            said = request.extensions
            subject = said.get("subject")
            journal.write_down(
                peer,
                method=request.method,
                path=request.url.path,
                attempt=said.get("attempt", 1),
                status=status,
                seconds=time.monotonic() - started,
                error=error or ("" if status else "no answer"),
                subject=subject if isinstance(subject, Subject) else None,
                purpose=said.get("purpose", ""),
            )
        return response


class Wire:
    """A client of one peer. Paths are relative to the peer's URL."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self._client = httpx.Client(
            base_url=peer.url.rstrip("/") + "/",
            transport=JournalledTransport(peer),
            timeout=peer.timeout,
            headers={"User-Agent": "TinhSo"},
            # One client serves every thread and subject: no peer may tie them by a cookie.
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        )

    @property
    def secret(self) -> str:
        return self.peer.secret

    def get(self, path: str, **kwargs: Any) -> httpx.Response:
        return self.request("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> httpx.Response:
        return self.request("POST", path, **kwargs)

    def request(
        self,
        method: str,
        path: str,
        *,
        subject: Subject | None = None,
        purpose: str = "",
        idempotency_key: str | None = None,
        timeout: float | None = None,
        headers: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> httpx.Response:
        """Send a request; further arguments are httpx's (`json`, `params`, `content`, …).

        GET, HEAD, PUT, DELETE and anything with an `idempotency_key` (sent as
        Idempotency-Key) are tried up to three times. `timeout` is in seconds, for one try.
        Answers below 500 are returned as they are: the adapter knows what a 404 means.
        Raises Unavailable("wire.unavailable") when the peer does not answer, answers 5xx,
        or has been failing so that we let it rest.
        """
        method = method.upper()
        sent = dict(headers or {})
        if idempotency_key:
            sent["Idempotency-Key"] = idempotency_key
        tries = TRIES if idempotency_key or method in _SAFE_METHODS else 1
        for attempt in range(1, tries + 1):
            extensions = {"attempt": attempt, "subject": subject, "purpose": purpose}
            try:
                response = self._client.request(
                    method,
                    path.lstrip("/"),
                    headers=sent,
                    timeout=self.peer.timeout if timeout is None else timeout,
                    extensions=extensions,
                    **kwargs,
                )
            except httpx.TransportError as trouble:
                if attempt == tries:
                    raise Unavailable("wire.unavailable", peer=self.peer.name) from trouble
            else:
                if response.status_code < 500 and response.status_code != 429:
                    return response
                if attempt == tries or response.status_code not in _PASSING:
                    raise Unavailable("wire.unavailable", peer=self.peer.name)
            _breathe(attempt)
        raise AssertionError("unreachable")


@cache
def client(peer: str) -> Wire:
    """Return the client of `peer`, a name in `settings.PEERS`; KeyError when there is none."""
    return Wire(get_peer(peer))


def transport_for(peer: str) -> httpx.BaseTransport:
    """Return a transport for other people's httpx clients: journalled, with the breaker."""
    return JournalledTransport(get_peer(peer))


def session_for(peer: str) -> requests.Session:
    """Return a `requests` session for third-party code: see `sessions`."""
    from .sessions import session_for as make

    return make(peer)


@cache
def _socket_transport(peer: Peer) -> httpx.BaseTransport:
    context = ssl.create_default_context(cafile=peer.ca or None)
    if peer.certificate:
        context.load_cert_chain(peer.certificate, peer.key or None)
    return httpx.HTTPTransport(verify=context, limits=httpx.Limits(max_connections=20))


def _road_to(peer: Peer) -> httpx.BaseTransport:
    return _mounted.get(peer.name) or _socket_transport(peer)


def _breathe(attempt: int) -> None:
    """Wait a little before the next try; tests need not."""
    if not settings.TESTING:
        time.sleep(0.2 * 4 ** (attempt - 1) * random.uniform(0.5, 1.0))  # noqa: S311

"""A `requests` session for third-party code that speaks nothing else (allauth's OIDC).

Its requests go through the same road as ours: certificates, breaker, journal, simulators
mounted in tests. Other hosts than the peer's are refused.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
import requests  # noqa: TID251  this is the one place that dresses it as our wire
from requests.adapters import BaseAdapter  # noqa: TID251

from tinhso.foundation.kernel.refusals import Unavailable

from .client import JournalledTransport
from .peers import get_peer


class WireAdapter(BaseAdapter):
    """Carries one prepared request over the wire's transport."""

    def __init__(self, peer_name: str) -> None:
        super().__init__()
        self._peer = get_peer(peer_name)
        self._transport = JournalledTransport(self._peer)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send it; `verify`, `cert` and `proxies` are the peer's settings, never the caller's."""
        del stream, verify, cert, proxies
        url = request.url or ""
        if urlsplit(url)[:2] != urlsplit(self._peer.url)[:2]:
            raise requests.exceptions.InvalidURL(f"{self._peer.name} is not at {url}")
        seconds = timeout if isinstance(timeout, (int, float)) else self._peer.timeout
        sent = httpx.Request(
            request.method or "GET",
            url,
            headers={name: _text(value) for name, value in request.headers.items()},
            content=_bytes_of(request.body),
            extensions={"timeout": httpx.Timeout(seconds).as_dict()},
        )
        try:
            answer = self._transport.handle_request(sent)
        except httpx.TimeoutException as trouble:
            raise requests.exceptions.Timeout(str(trouble), request=request) from trouble
        except (httpx.TransportError, Unavailable) as trouble:
            raise requests.exceptions.ConnectionError(str(trouble), request=request) from trouble
        answer.request = sent
        return _response(request, answer)

    def close(self) -> None:
        """The transport is the process's: it stays open."""


def session_for(peer: str) -> requests.Session:
    """Return a session that reaches `peer` and nobody else; KeyError when there is none."""
    session = requests.Session()
    session.trust_env = False
    session.adapters.clear()
    adapter = WireAdapter(peer)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _bytes_of(body: object) -> bytes:
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""


def _response(request: requests.PreparedRequest, answer: httpx.Response) -> requests.Response:
    made = requests.Response()
    made.status_code = answer.status_code
    made.reason = answer.reason_phrase
    made.url = request.url or ""
    made.request = request
    made.headers.update(answer.headers)
    made.encoding = requests.utils.get_encoding_from_headers(made.headers)
    made._content = answer.content
    return made

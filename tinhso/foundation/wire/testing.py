"""A simulator in process: no port, no socket."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from . import breaker
from .client import _mounted
from .peers import get_peer


@contextmanager
def mount(peer: str, wsgi_app: Callable[..., Any]) -> Iterator[None]:
    """Let `wsgi_app` answer for `peer` inside the block, under the path of the peer's URL."""
    path = urlsplit(get_peer(peer).url).path.rstrip("/")
    app = DispatcherMiddleware(NotFound(), {path: wsgi_app}) if path else wsgi_app
    before = _mounted.get(peer)
    _mounted[peer] = httpx.WSGITransport(app=app)
    breaker.reset(peer)
    try:
        yield
    finally:
        if before is None:
            del _mounted[peer]
        else:
            _mounted[peer] = before
        breaker.reset(peer)

"""Three habits of every answer: a request id, a strict content policy, refusals in plain words."""

import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tinhso.foundation.kernel import logs, metrics
from tinhso.foundation.kernel.refusals import Invalid, Refusal
from tinhso.foundation.kernel.sentences import say

GetResponse = Callable[[HttpRequest], HttpResponse]
_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
log = logs.get_logger(__name__)


class RequestIdMiddleware:
    """Give each request an id: in the logs, in the answer's header, on the error page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get("X-Request-ID", "")
        found = said if _ID.match(said) else uuid.uuid4().hex
        token = logs.request_id.set(found)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            taken = time.perf_counter() - started
            logs.request_id.reset(token)
        route = request.resolver_match.route if request.resolver_match else "unknown"
        metrics.requests_total.labels(request.method, route, response.status_code).inc()
        metrics.request_seconds.labels(route).observe(taken)
        response["X-Request-ID"] = found
        log.info(
            "request",
            request_id=found,
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(taken * 1000, 1),
        )
        return response


class CspMiddleware:
    """A content policy without inline code or foreign hosts; the console has its own.

    `form-action` names the identity and payment peers too: Chromium applies it to redirects.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        peers = " ".join(sorted(_origins("vneid", "payments")))
        common = (
            "default-src 'none'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
            f" worker-src 'self'; manifest-src 'self'; form-action 'self' {peers};"
            " base-uri 'none'; frame-ancestors 'none'"
        )
        self.strict = f"{common}; script-src 'self'; style-src 'self'"
        self.console = (
            f"{common}; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Content-Security-Policy" not in response:
            response["Content-Security-Policy"] = self._policy(request.path)
        response["Permissions-Policy"] = "geolocation=(), microphone=(), camera=(self)"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        return response

    def _policy(self, path: str) -> str:
        return self.console if path.startswith("/console/data/") else self.strict


def _origins(*names: str) -> set[str]:
    found = set()
    for name in names:
        url = str(settings.PEERS.get(name, {}).get("url", ""))
        if url:
            parts = urlsplit(url)
            found.add(f"{parts.scheme}://{parts.netloc}")
    return found


class RefusalMiddleware:
    """Turn a refusal into its page, its fragment for htmx, or problem+json for the API."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if request.path.startswith("/api/"):
            return problem_json(error)
        context = {
            "title": TITLES.get(error.status, TITLES[400]),
            "text": say(error.code, error.params),
            "problems": [say(p.code, p.params) for p in error.problems]
            if isinstance(error, Invalid)
            else [],
            "status": error.status,
        }
        template = "ui/refusal_fragment.html" if _is_fragment(request) else "ui/refusal.html"
        return render(request, template, context, status=error.status)


def _is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and request.headers.get("HX-Boosted") != "true"


def problem_json(error: Refusal) -> JsonResponse:
    """Return the refusal as RFC 9457 problem details."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": say(error.code, error.params),
        "status": error.status,
        "code": error.code,
        "request_id": logs.request_id.get(),
    }
    if isinstance(error, Invalid):
        body["problems"] = [
            {"field": p.field, "code": p.code, "message": say(p.code, p.params)}
            for p in error.problems
        ]
    return JsonResponse(body, status=error.status, content_type="application/problem+json")


TITLES = {
    400: _("This cannot be done"),
    403: _("You may not do this"),
    404: _("Page not found"),
    409: _("This has changed in the meantime"),
    422: _("Some answers need to be corrected"),
    429: _("Too many tries"),
    503: _("A system we depend on does not answer"),
}

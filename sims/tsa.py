"""A stand-in for the Government's time-stamping authority (RFC 3161): POST /tsa/."""

from typing import Any

from werkzeug.wrappers import Request, Response

from sims import clock
from sims.authority import authority
from sims.page import page


def app(environ: Any, start_response: Any) -> Any:
    """The WSGI callable."""
    request = Request(environ)
    response = _about() if request.method == "GET" else _stamp(request.get_data())
    return response(environ, start_response)


def _stamp(request: bytes) -> Response:
    try:
        stamped = authority().stamp(request, clock.now().replace(microsecond=0))
    except (ValueError, KeyError, TypeError) as error:
        return Response(f"{error}\n", 400, content_type="text/plain; charset=utf-8")
    return Response(stamped, content_type="application/timestamp-reply")


def _about() -> Response:
    return page(
        "Dịch vụ cấp dấu thời gian",
        "<p>Đóng dấu thời gian theo RFC 3161 trong bản trình diễn, theo đồng hồ trình diễn.</p>",
        stands_for="dịch vụ cấp dấu thời gian của Ban Cơ yếu Chính phủ",
    )

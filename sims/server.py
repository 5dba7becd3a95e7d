"""All simulators on one port, each on its own path: /population, /vneid, /phone and so on."""

from collections.abc import Iterable
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Request, Response

from sims.page import page

STANDS_FOR = {
    "vneid": "VNeID, đăng nhập của công dân (OpenID Connect)",
    "population": "Cơ sở dữ liệu quốc gia về dân cư (SOAP 033, 037)",
    "civilstatus": "Cơ sở dữ liệu hộ tịch điện tử toàn quốc",
    "ca": "Tổ chức chứng thực chữ ký số chuyên dùng công vụ và dịch vụ cấp dấu thời gian",
    "tsa": "Dịch vụ cấp dấu thời gian",
    "messages": "Cổng gửi tin nhắn SMS, Zalo, thư điện tử",
    "phone": "Điện thoại của cán bộ và người dân trong bản trình diễn",
}


def mounted() -> list[str]:
    """Return the simulators that exist."""
    return [name for name in STANDS_FOR if find_spec(f"sims.{name}") is not None]


def _index(environ: Any, start_response: Any) -> Iterable[bytes]:
    request = Request(environ)
    if request.path.strip("/"):
        return Response("Không có trang này", status=404)(environ, start_response)
    rows = "".join(
        f'<tr><td><a href="/{name}/">/{name}/</a></td><td>{escape(STANDS_FOR[name])}</td></tr>'
        for name in mounted()
    )
    answer = page(
        "Các hệ thống mô phỏng",
        f"<p>Mỗi đường dẫn đóng vai một hệ thống mà nền tảng kết nối.</p><table>{rows}</table>",
        stands_for="các hệ thống quốc gia",
    )
    return answer(environ, start_response)


def application() -> Any:
    """Return one WSGI callable with every simulator mounted on its path."""
    mounts = {f"/{name}": import_module(f"sims.{name}").app for name in mounted()}
    return DispatcherMiddleware(_index, mounts)

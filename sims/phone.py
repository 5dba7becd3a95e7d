"""Everybody's telephone in the demonstration: officials' one-time codes, every message sent.

Stands for nobody's system: it lets one person play all parts. The secrets come
from `TINHSO_HOME/sims/phone.json`, which the seed of a demonstration writes.
"""

import base64
import hashlib
import hmac
import json
import os
import struct
import time
from datetime import datetime, timedelta, timezone
from html import escape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Request, Response

from sims.page import page

VIETNAM = timezone(timedelta(hours=7))
FIRST = 40  # officials shown before somebody searches


def app(environ: Any, start_response: Any) -> Any:
    """The WSGI callable."""
    request = Request(environ)
    return _show(request)(environ, start_response)


def totp(secret: str, at: float) -> str:
    """Return the code of the moment (RFC 6238: SHA-1, 30 seconds, six digits)."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1
    ).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def read_phones() -> list[dict[str, str]]:
    """Return the demo's officials: name, username, post, secret."""
    path = Path(os.environ.get("TINHSO_HOME", "var")) / "sims" / "phone.json"
    try:
        said = json.loads(path.read_text())
    except FileNotFoundError:
        return []
    return list(said["officials"])


def _show(request: Request) -> Response:
    wanted = request.args.get("q", "").strip().lower()
    now = time.time()
    phones = [
        phone
        for phone in read_phones()
        if not wanted or wanted in f"{phone['name']} {phone['username']} {phone['post']}".lower()
    ]
    rows = "".join(
        f"<tr><td><b>{escape(phone['name'])}</b><br><small>{escape(phone['post'])}</small></td>"
        f"<td><code>{escape(phone['username'])}</code></td>"
        f'<td class="code">{totp(phone["secret"], now)}</td></tr>'
        for phone in phones[:FIRST]
    )
    left = 30 - int(now) % 30
    more = f"<p class=dim>… và {len(phones) - FIRST} người nữa.</p>" if len(phones) > FIRST else ""
    password = escape(_password())
    return page(
        "Điện thoại của mọi người",
        f"""<form method="get"><label for="q">Tìm cán bộ</label>
        <input id="q" name="q" value="{escape(wanted)}"> <button>Tìm</button></form>
        <p>Mật khẩu của mọi cán bộ: <code>{password}</code>. Mã đổi sau <b>{left}</b> giây;
        mỗi mã chỉ dùng được một lần.</p>
        <table><thead><tr><th>Cán bộ</th><th>Tên đăng nhập</th><th>Mã lúc này</th></tr></thead>
        <tbody>{rows}</tbody></table>{more}<h2>Tin nhắn đã gửi</h2>{_messages()}""",
        stands_for="điện thoại của cán bộ và người dân",
        refresh=max(2, left + 1),
    )


def _password() -> str:
    path = Path(os.environ.get("TINHSO_HOME", "var")) / "sims" / "phone.json"
    try:
        return str(json.loads(path.read_text()).get("password", ""))
    except FileNotFoundError:
        return ""


def _messages() -> str:
    if find_spec("sims.messages") is None:
        return "<p class=dim>Chưa có tin nhắn nào.</p>"
    sent: list[dict[str, Any]] = list(import_module("sims.messages").recent())
    if not sent:
        return "<p class=dim>Chưa có tin nhắn nào.</p>"
    rows = "".join(
        f"<tr><td><small>{escape(_when(message.get('at')))}<br>"
        f"{escape(str(message.get('channel', '')))}</small></td>"
        f"<td><code>{escape(str(message.get('to', '')))}</code></td>"
        f"<td>{escape(str(message.get('text', '')))}</td></tr>"
        for message in sent[:50]
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _when(said: Any) -> str:
    if isinstance(said, (int, float)):
        return datetime.fromtimestamp(said, VIETNAM).strftime("%H:%M %d/%m")
    try:
        return datetime.fromisoformat(str(said)).astimezone(VIETNAM).strftime("%H:%M %d/%m")
    except ValueError:
        return str(said or "")

"""A stand-in for the province's message gateway: SMS by brand name, e-mail, Zalo (ZNS).

Written from `docs/national/messages.md`. Nothing leaves the machine: messages are kept in
`messages.jsonl` under the home's `sims/` and shown on the demo's phone page.

    POST send    {"channel", "to", "title", "text"} → 201 {"id", "status"}; the same
                 Idempotency-Key again → 200 with the first answer
    GET  recent  the latest messages, newest first
    GET  (empty) what this stands for

Behaviour is decided by the address, so a test needs no set-up: a phone that ends in 0000
(or an e-mail to nobody@…) is unknown, one that ends in 9999 finds the gateway out of order.
"""

import fcntl
import json
import os
import re
import uuid
from html import escape
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from . import clock

SECRET = os.environ.get("TINHSO_PEER_MESSAGES_SECRET", "demo-secret")
CHANNELS = {"sms", "email", "zalo"}
LONGEST = {"sms": 670, "zalo": 2000, "email": 100_000}  # 10 parts of 67 characters with marks
_PHONE = re.compile(r"(0|\+84)\d{9}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_urls = Map(
    [
        Rule("/", endpoint="about", methods=["GET"]),
        Rule("/send", endpoint="send", methods=["POST"]),
        Rule("/recent", endpoint="recent", methods=["GET"]),
    ]
)


def recent(n: int = 50) -> list[dict[str, Any]]:
    """Return the latest `n` messages, newest first."""
    try:
        lines = _store().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in reversed(lines[-n:])]


@Request.application
def app(request: Request) -> Response:
    """The gateway as a WSGI application."""
    try:
        endpoint, _ = _urls.bind_to_environ(request.environ).match()
    except NotFound:
        return _refuse(404, "no such address")
    except HTTPException as refusal:
        return _refuse(refusal.code or 400, refusal.name)
    return {"about": _about, "send": _send, "recent": _recent}[endpoint](request)


def _about(_: Request) -> Response:
    return Response(
        "<!doctype html><meta charset=utf-8><title>Cổng tin nhắn (mô phỏng)</title>"
        "<h1>Cổng tin nhắn mô phỏng</h1><p>Thay cho cổng SMS thương hiệu, thư điện tử và Zalo "
        "của tỉnh. Không tin nào rời khỏi máy này. Tin gần nhất: "
        f"<a href='recent'>{len(recent())}</a>.</p>",
        mimetype="text/html",
    )


def _recent(request: Request) -> Response:
    return _json(200, {"messages": recent(min(request.args.get("n", 50, type=int), 500))})


def _send(request: Request) -> Response:
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        return _refuse(401, "unknown sender")
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        return _refuse(400, "a JSON object is expected")
    channel, to, text = (str(said.get(name, "")) for name in ("channel", "to", "text"))
    if to.endswith("9999"):
        return _refuse(503, "the gateway is out of order")
    if problem := _problem(channel, to, text):
        return _refuse(422, problem)
    key = request.headers.get("Idempotency-Key", "")
    message = {
        "id": uuid.uuid4().hex,
        "at": clock.now().isoformat(),
        "channel": channel,
        "to": to,
        "title": str(said.get("title", "")),
        "text": text,
        "key": key,
    }
    kept, fresh = _keep(message)
    return _json(201 if fresh else 200, {"id": kept["id"], "status": "accepted"})


def _problem(channel: str, to: str, text: str) -> str:
    if channel not in CHANNELS:
        return "unknown channel"
    if not (_EMAIL if channel == "email" else _PHONE).fullmatch(to):
        return "the address is not valid"
    if to.endswith("0000") or to.startswith("nobody@"):
        return "the subscriber is unknown"
    if not text.strip():
        return "the text is empty"
    return "the text is too long" if len(text) > LONGEST[channel] else ""


def _keep(message: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Add the message, unless its key is known; say which is kept and whether it is new."""
    path = _store()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # several threads and processes may serve this
        if message["key"]:
            file.seek(0)
            for line in file:
                if message["key"] in line and json.loads(line)["key"] == message["key"]:
                    return json.loads(line), False
        file.write(json.dumps(message, ensure_ascii=False) + "\n")
    return message, True


def _store() -> Path:
    return Path(os.environ.get("TINHSO_HOME", "var")) / "sims" / "messages.jsonl"


def _refuse(status: int, error: str) -> Response:
    return _json(status, {"error": escape(error)})


def _json(status: int, body: dict[str, Any]) -> Response:
    return Response(
        json.dumps(body, ensure_ascii=False), status=status, mimetype="application/json"
    )

"""The message gateway: our words to its, and back. Interface: `docs/national/messages.md`."""

from dataclasses import dataclass

from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.wire.client import client

PEER = "messages"


class Refused(Exception):  # noqa: N818  the gateway's answer, not a breakdown
    """The gateway will never take this message; `detail` is what it said."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    channel: str
    to: str
    title: str  # e-mail only
    text: str


def send(message: Message, *, key: str, subject: Subject) -> str:
    """Hand the message over and return the gateway's id for it.

    The same `key` is sent once. Raises Refused, or Unavailable when it does not answer.
    """
    wire = client(PEER)
    answer = wire.post(
        "send",
        json={
            "channel": message.channel,
            "to": message.to,
            "title": message.title,
            "text": message.text,
        },
        headers={"Authorization": f"Bearer {wire.secret}"},
        idempotency_key=key,
        subject=subject,
        purpose="notifications.send",
    )
    if answer.status_code not in {200, 201, 202}:
        try:
            detail = str(answer.json().get("error", ""))
        except ValueError:
            detail = ""
        raise Refused(detail or f"HTTP {answer.status_code}")
    return str(answer.json()["id"])

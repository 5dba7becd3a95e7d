from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from sims import messages as gateway
from tinhso.engines.notifications import handlers, selectors, services
from tinhso.engines.notifications.events import NoticeQueued
from tinhso.engines.notifications.models import Notice
from tinhso.engines.notifications.types import Recipient
from tinhso.foundation.audit import selectors as audit
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox import worker
from tinhso.foundation.wire import breaker
from tinhso.foundation.wire.selectors import list_calls
from tinhso.foundation.wire.testing import mount

pytestmark = pytest.mark.django_db
CASE = Subject(kind="case", uid="11f0")
MOTHER = Recipient(phone="0912345678", email="nhu@example.vn", name="Trần Thị Quỳnh Như")
OPERATOR = Who(account="op", kind="official", name="Ngô Quốc Bảo")


@pytest.fixture(autouse=True)
def _gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    with mount("messages", gateway.app):
        yield


def tell(
    recipient: Recipient = MOTHER,
    *,
    code: str = "notifications.sent_again",
    channels: Sequence[str] = ("sms",),
    key: str = "case-1:accepted",
) -> None:
    services.notify(recipient, code, {"channel": "SMS"}, subject=CASE, key=key, channels=channels)


def test_a_notice_leaves_by_every_channel_that_reaches_the_recipient() -> None:
    tell(channels=("sms", "email", "zalo"))
    assert {line.status for line in selectors.list_notices(CASE)} == {"queued"}
    worker.drain()

    assert {(m["channel"], m["to"]) for m in gateway.recent()} == {
        ("sms", "0912345678"),
        ("zalo", "0912345678"),
        ("email", "nhu@example.vn"),
    }
    lines = selectors.list_notices(CASE)
    assert [line.status for line in lines] == ["sent"] * 3
    assert all(line.sent_at for line in lines)
    assert lines[0].address == "091••••678"
    assert [call.purpose for call in list_calls(CASE)] == ["notifications.send"] * 3


@pytest.mark.parametrize(("language", "reader"), [("en", "vi"), ("vi", "en")])
def test_the_text_is_in_the_recipients_language(language: str, reader: str) -> None:
    with translation.override(reader):
        tell(Recipient(phone="0912345678", language=language))
        worker.drain()
    (message,) = gateway.recent()
    with translation.override(language):
        assert message["text"] == say("notifications.sent_again", {"channel": "SMS"})


def test_only_an_e_mail_has_a_title() -> None:
    tell(Recipient(phone="0912345678", email="a@b.vn", language="en"), channels=("sms", "email"))
    worker.drain()
    assert {m["channel"]: m["title"] for m in gateway.recent()} == {
        "sms": "",
        "email": "Notice about your application",
    }


def test_the_same_key_is_told_once() -> None:
    for _ in range(3):
        tell()
        worker.drain()
    assert len(gateway.recent()) == 1
    tell(key="case-1:done")
    worker.drain()
    assert len(gateway.recent()) == 2


def test_a_change_that_is_undone_tells_nobody() -> None:
    @transaction.atomic
    def change() -> None:
        tell()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    worker.drain()
    assert gateway.recent() == []


def test_nobody_to_reach_is_said_and_not_hidden() -> None:
    tell(Recipient(name="Phạm Thị Sen"), channels=("sms", "email"))
    (line,) = selectors.list_notices(CASE)
    assert (line.status, line.reason) == ("failed", "notifications.no_address")
    assert worker.drain() == 0
    with pytest.raises(Conflict):
        services.send_again(OPERATOR, line.uid)


def test_a_number_that_does_not_exist_ends_the_notice_with_the_reason() -> None:
    tell(Recipient(phone="0912340000"))
    worker.drain()
    (line,) = selectors.list_recent(status="failed")
    assert (line.reason, line.tries) == ("notifications.refused", 1)
    assert Notice.objects.get().detail == "the subscriber is unknown"
    assert selectors.count_failed() == 1
    assert worker.drain(include_future_retries=True) == 0


def test_a_silent_gateway_is_tried_for_a_while_and_then_the_operator_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handlers, "MAX_TRIES", 3)
    tell(Recipient(phone="0912349999"))
    worker.drain()
    line = selectors.list_notices(CASE)[0]
    assert (line.status, line.reason, line.tries) == ("queued", "notifications.gateway_silent", 1)

    for _ in range(3):
        breaker.reset("messages")
        worker.drain(include_future_retries=True)
    line = selectors.list_notices(CASE)[0]
    assert (line.status, line.reason, line.tries) == ("failed", "notifications.gateway_silent", 3)

    Notice.objects.update(address="0912345678")
    breaker.reset("messages")
    services.send_again(OPERATOR, line.uid)
    worker.drain()
    assert selectors.list_notices(CASE)[0].status == "sent"
    assert [entry.action for entry in audit.list_entries(CASE)] == ["notifications.sent_again"]
    with pytest.raises(Conflict):
        services.send_again(OPERATOR, line.uid)
    with pytest.raises(NotFound):
        services.send_again(OPERATOR, "0ab53a34-2c0f-4a6f-9f0e-2f1f6a0e8d11")


def test_a_message_the_gateway_has_is_not_sent_twice() -> None:
    tell()
    worker.drain()
    Notice.objects.update(status="queued")  # as if we had died before writing it down
    notice = Notice.objects.get()
    handlers.send_notice(NoticeQueued(notice=str(notice.uid)))
    assert len(gateway.recent()) == 1
    assert Notice.objects.get().status == "sent"


def test_addresses_are_hidden_when_they_are_no_longer_needed() -> None:
    tell()
    worker.drain()
    services.mask_old_addresses()
    assert Notice.objects.get().address == "0912345678"
    Notice.objects.update(created_at=clock.now() - services.KEEP_ADDRESSES - timedelta(days=1))
    services.mask_old_addresses()
    assert Notice.objects.get().address == "091••••678"


def test_the_database_refuses_a_failure_without_a_reason() -> None:
    tell()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(status="failed")

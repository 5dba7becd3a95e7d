from collections.abc import Iterator

import pytest

from sims import messages as gateway
from tinhso.engines.notifications import selectors, services
from tinhso.engines.notifications.models import Notice
from tinhso.engines.notifications.types import Recipient
from tinhso.foundation.kernel.types import Subject
from tinhso.foundation.outbox import worker
from tinhso.foundation.wire.testing import mount

pytestmark = pytest.mark.django_db
CASE = Subject(kind="case", uid="11f0")
MOTHER = Recipient(phone="0912345678", email="nhu@example.vn", name="Trần Thị Quỳnh Như")


@pytest.fixture(autouse=True)
def _gateway(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TINHSO_HOME", str(tmp_path))
    with mount("messages", gateway.app):
        yield


def tell(recipient: Recipient = MOTHER, **more: object) -> None:
    services.notify(recipient, "notifications.refused", {}, subject=CASE, key="k1", **more)  # type: ignore[arg-type]


def test_a_notice_leaves_by_every_channel_that_reaches_the_recipient() -> None:
    tell()
    worker.drain()

    assert {(m["channel"], m["to"]) for m in gateway.recent()} == {
        ("sms", "0912345678"),
        ("zalo", "0912345678"),
        ("email", "nhu@example.vn"),
    }
    assert {line.status for line in selectors.list_notices(CASE)} == {"sent"}
    assert Notice.objects.count() == 3

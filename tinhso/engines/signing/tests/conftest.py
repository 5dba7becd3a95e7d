"""A certification authority in process, a person with a certificate, a paper to sign."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from sims import ca, tsa
from tinhso.engines.signing import authority, services
from tinhso.engines.signing.models import Certificate
from tinhso.foundation.files.services import store_bytes
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.types import SYSTEM, Subject, Who
from tinhso.foundation.wire.testing import mount

from .pdfs import plain_pdf

DEMO_DAY = datetime(2026, 8, 13, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo_day(db: None) -> Iterator[None]:
    clock.set_clock(DEMO_DAY, frozen=True)
    yield
    clock.set_clock(None)


@pytest.fixture
def ca_up() -> Iterator[None]:
    authority.forget_status()
    with mount("ca", ca.app), mount("tsa", tsa.app):
        yield
    authority.forget_status()


@pytest.fixture
def chairman() -> Who:
    return Who(account=str(uuid4()), name="Đỗ Minh Khoa", kind="official", agency="H99.112")


@pytest.fixture
def certificate(ca_up: None, chairman: Who) -> Certificate:
    return services.issue_certificate_for(
        chairman.account,
        common_name=chairman.name,
        title="Chủ tịch",
        agency_code="H99.112",
        agency_name="Ủy ban nhân dân xã Hạc Lâm",
    )


@pytest.fixture
def subject() -> Subject:
    return Subject(kind="case", uid=str(uuid4()))


@pytest.fixture
def stored(subject: Subject):  # type: ignore[no-untyped-def]
    return store_bytes(SYSTEM, plain_pdf(), name="Giấy khai sinh.pdf", subject=subject)

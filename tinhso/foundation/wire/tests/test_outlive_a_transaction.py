from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.wire import breaker, journal
from tinhso.foundation.wire.client import client
from tinhso.foundation.wire.models import Call


@pytest.fixture
def aside() -> Iterator[None]:
    """Let the writing thread's connection go, so that the test's database can be dropped."""
    yield
    journal.aside.submit(lambda: connection.close()).result()


@pytest.mark.django_db(transaction=True)
def test_a_failed_call_is_known_though_its_service_was_undone(
    settings: Settings, aside: None
) -> None:
    settings.TESTING = False

    @transaction.atomic
    def serve() -> None:
        client("tsa").post("/")

    with pytest.raises(Unavailable):
        serve()
    journal.aside.submit(lambda: None).result()

    assert Call.objects.get().peer == "tsa"
    breaker.reset("tsa")

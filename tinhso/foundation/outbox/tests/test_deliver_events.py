from dataclasses import dataclass

import pytest
from django.db import transaction

from tinhso.foundation.outbox import testing, worker
from tinhso.foundation.outbox.events import DomainEvent, emit


@dataclass(frozen=True, kw_only=True)
class LampLit(DomainEvent):
    room: str


@pytest.mark.django_db
def test_an_event_reaches_its_handler() -> None:
    heard: list[str] = []
    with testing.listening(LampLit, lambda event: heard.append(event.room)):
        with transaction.atomic():
            emit(LampLit(room="kitchen"))
        assert heard == []
        assert worker.drain() == 1
    assert heard == ["kitchen"]

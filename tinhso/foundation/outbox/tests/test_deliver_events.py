from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import Settings

from tinhso.foundation.kernel import clock, logs
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.foundation.outbox import selectors, services, testing, worker
from tinhso.foundation.outbox.events import DomainEvent, emit
from tinhso.foundation.outbox.models import Delivery, Event, Job

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class LampLit(DomainEvent):
    room: str
    colour: str = "white"


def light(room: str = "kitchen") -> None:
    with transaction.atomic():
        emit(LampLit(room=room))


@pytest.fixture
def frozen() -> Iterator[Callable[[float], None]]:
    """Freeze the platform's clock; the fixture's value moves it on by seconds."""
    start = clock.at(clock.today(), 9)

    def move(seconds: float) -> None:
        clock.set_clock(start + timedelta(seconds=seconds), frozen=True)

    move(0)
    yield move
    clock.set_clock(None)


def stumble(event: LampLit) -> None:
    Job.objects.create(name="ledger", key=event.room)
    raise ValueError(f"the lamp of 099196000017 in the {event.room} burst")


def test_an_event_reaches_each_of_its_handlers() -> None:
    heard: list[str] = []
    with (
        testing.listening(LampLit, lambda event: heard.append(f"a {event.room}")),
        testing.listening(LampLit, lambda event: heard.append(f"b {event.colour}"), outside=True),
    ):
        light()
        assert heard == []
        assert worker.drain() == 2
    assert sorted(heard) == ["a kitchen", "b white"]
    assert Event.objects.get().name == "outbox.LampLit"
    assert worker.drain() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        emit(LampLit(room="hall"))


def test_a_change_that_is_rolled_back_tells_nobody() -> None:
    @transaction.atomic
    def change_and_fail() -> None:
        emit(LampLit(room="hall"))
        raise KeyError

    with pytest.raises(KeyError):
        change_and_fail()
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


def test_an_event_of_yesterdays_code_is_still_read() -> None:
    heard: list[LampLit] = []
    with testing.listening(LampLit, heard.append):
        light()
        Event.objects.update(payload={"room": "attic", "brightness": 7})
        worker.drain()
    assert heard == [LampLit(room="attic")]


@pytest.mark.parametrize("outside", [False, True])
def test_a_failure_is_noted_and_tried_again_later(
    frozen: Callable[[float], None], outside: bool
) -> None:
    with testing.listening(LampLit, stumble if not outside else _just_fail, outside=outside):
        light()
        assert worker.drain() == 1
        assert worker.drain() == 0  # not before its time

        delivery = Delivery.objects.get()
        assert delivery.attempts == 1
        assert delivery.last_error.startswith("ValueError: the lamp of 099••••••017")
        assert 1.5 <= (delivery.due_at - clock.now()).total_seconds() <= 2
        assert not Job.objects.filter(name="ledger").exists()  # its writes are undone

        frozen(3)
        assert worker.drain() == 1
        assert Delivery.objects.get().attempts == 2


def _just_fail(event: LampLit) -> None:
    raise ValueError("the lamp of 099196000017 burst")


def test_waits_grow_to_an_hour(frozen: Callable[[float], None]) -> None:
    row = Delivery(attempts=11)
    row.fail("no")
    assert 1536 <= (row.due_at - clock.now()).total_seconds() <= 2048
    row = Delivery(attempts=19)
    row.fail("no")
    assert 2700 <= (row.due_at - clock.now()).total_seconds() <= 3600


def test_a_frozen_clock_does_not_stop_retries(frozen: Callable[[float], None]) -> None:
    with testing.listening(LampLit, _just_fail):
        light()
        worker.drain()
        Delivery.objects.update(retry_at=clock.machine_now() - timedelta(seconds=1))
        assert worker.drain() == 1


def test_a_clock_moved_back_does_not_hold_up_the_news(frozen: Callable[[float], None]) -> None:
    heard: list[LampLit] = []
    with testing.listening(LampLit, heard.append):
        light()
        frozen(-86_400 * 90)
        worker.drain()
    assert len(heard) == 1


def test_a_test_may_ask_for_the_retries_of_the_future() -> None:
    with testing.listening(LampLit, _just_fail):
        light()
        assert worker.drain(include_future_retries=True) == 2
        assert worker.drain(include_future_retries=True) == 1
        assert Delivery.objects.get().attempts == 3


@pytest.mark.parametrize("outside", [False, True])
def test_after_too_many_failures_an_operator_decides(settings: Settings, outside: bool) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 3
    heard: list[LampLit] = []
    token = logs.request_id.set("req-9")
    with testing.listening(LampLit, _just_fail, outside=outside) as name:
        light()
        logs.request_id.reset(token)
        for _ in range(5):
            worker.drain(include_future_retries=True)

        (letter,) = selectors.list_dead_deliveries()
        assert (letter.kind, letter.name, letter.event) == ("delivery", name, "outbox.LampLit")
        assert (letter.attempts, letter.request_id) == (3, "req-9")
        assert "••••" in letter.last_error
        assert selectors.get_backlog().dead == 1
        assert worker.drain(include_future_retries=True) == 0

        services.retry_delivery(letter.id)
        assert selectors.list_dead_deliveries() == []
        with pytest.raises(Conflict):
            services.retry_delivery(letter.id)
        assert worker.drain() == 1
    assert heard == []
    with pytest.raises(NotFound):
        services.retry_delivery(0)


@pytest.mark.parametrize("outside", [False, True])
def test_a_handler_may_wait_without_failing(frozen: Callable[[float], None], outside: bool) -> None:
    ready: list[bool] = []

    def wait_for_it(event: LampLit) -> None:
        if not ready:
            raise worker.NotYet(seconds=60)
        ready.append(True)

    with testing.listening(LampLit, wait_for_it, outside=outside):
        light()
        assert worker.drain() == 1
        row = Delivery.objects.get()
        assert (row.attempts, row.postponements, row.last_error) == (0, 1, "")
        ready.append(True)
        frozen(59)
        assert worker.drain() == 0
        frozen(61)
        assert worker.drain() == 1
    assert ready == [True, True]


def test_the_request_id_travels_with_the_event() -> None:
    heard: list[str] = []

    def pass_on(event: LampLit) -> None:
        heard.append(logs.request_id.get())
        if event.room == "kitchen":
            emit(LampLit(room="hall"))

    token = logs.request_id.set("req-42")
    with testing.listening(LampLit, pass_on):
        light()
        logs.request_id.reset(token)
        assert worker.drain() == 2
    assert heard == ["req-42", "req-42"]
    assert logs.request_id.get() == ""


def test_work_that_no_code_claims_waits_and_dies_in_sight(settings: Settings) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 1
    with testing.listening(LampLit, lambda _: None):
        light()
    assert worker.drain() == 1
    assert selectors.list_dead_deliveries()[0].last_error == "no code claims this name"


def test_a_worker_that_dies_of_its_work_does_not_die_for_ever(settings: Settings) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 2
    with testing.listening(LampLit, lambda _: None, outside=True):
        light()
        Delivery.objects.update(attempts=2)
        worker.drain()
    assert selectors.list_dead_deliveries()[0].last_error == "the worker died of it each time"


def test_a_lease_that_was_lost_is_not_overwritten() -> None:
    def lose_the_lease(event: LampLit) -> None:
        Delivery.objects.update(claimed_by="another")

    with testing.listening(LampLit, lose_the_lease, outside=True):
        light()
        worker.drain()
    row = Delivery.objects.get()
    assert (row.claimed_by, row.done_at) == ("another", None)


def test_the_map_says_who_hears_what() -> None:
    with testing.listening(LampLit, lambda _: None, outside=True) as name:
        (route,) = [r for r in selectors.list_routes() if r.event == "outbox.LampLit"]
    assert (route.handler, route.outside) == (name, True)


def test_two_handlers_of_one_name_are_a_mistake() -> None:
    from tinhso.foundation.outbox import events

    def heard_twice(event: LampLit) -> None: ...

    events.on(LampLit)(heard_twice)
    with pytest.raises(ValueError, match=r"Two handlers are called outbox\.heard_twice"):
        events.on(LampLit)(heard_twice)
    events.forget_route("outbox.LampLit", "outbox.heard_twice")


def test_old_news_is_swept_and_what_is_open_stays() -> None:
    with testing.listening(LampLit, lambda _: None):
        light("heard")
        worker.drain()
        light("waiting")
        light("fresh")
    worker_done = Delivery.objects.filter(done_at__isnull=False).values("event")
    Event.objects.filter(id__in=worker_done).update(
        created_at=clock.now() - services.KEEP_EVENTS * 2
    )
    Event.objects.filter(payload__room="waiting").update(
        created_at=clock.now() - services.KEEP_EVENTS * 2
    )
    services.forget_old_events()
    assert {e.payload["room"] for e in Event.objects.all()} == {"waiting", "fresh"}

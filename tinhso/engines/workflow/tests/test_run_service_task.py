"""Service tasks run in the worker; a crash at any point loses nothing and doubles nothing."""

from collections.abc import Callable

import pytest
from django.db import transaction

from tinhso.engines.workflow import engine, services
from tinhso.engines.workflow.models import Token
from tinhso.engines.workflow.selectors import find_instance, open_tasks
from tinhso.engines.workflow.types import ServiceCall
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.models import Event
from tinhso.foundation.outbox.selectors import list_dead_deliveries
from tinhso.foundation.outbox.types import NotYet
from tinhso.foundation.outbox.worker import drain

from .conftest import Handlers
from .drawing import drawing

CASE = Subject(kind="case", uid="c1")
DATA = drawing(
    {"s": "start", "x": "service:test.work", "y": "service:test.more", "a": "user", "e": "end"},
    [("s", "x"), ("x", "y"), ("y", "a"), ("a", "e")],
)
WHERE = [pytest.param(False, id="inside"), pytest.param(True, id="outside")]


class CrashError(Exception):
    """Stands for a worker that dies."""


def crash_once(function: Callable[..., object], *, after: bool) -> Callable[..., object]:
    """Return `function` that dies the first time, before or after its work."""
    crashed: list[bool] = []

    def dying(*args: object, **kwargs: object) -> object:
        if crashed:
            return function(*args, **kwargs)
        crashed.append(True)
        if after:
            function(*args, **kwargs)
        raise CrashError

    return dying


def nothing(_call: ServiceCall) -> None:
    """Do nothing, at once."""


@pytest.fixture
def calls(handlers: Handlers) -> list[ServiceCall]:
    found: list[ServiceCall] = []

    def work(call: ServiceCall) -> dict[str, object]:
        found.append(call)
        return {"number": 7}

    handlers.put("test.work", work)
    handlers.put("test.more", found.append)
    return found


def start() -> None:
    services.deploy_process("p", DATA)
    services.start_process("p", subject=CASE, variables={"name": "An"}, agency="H99.112")


@pytest.mark.django_db
def test_services_run_one_after_the_other_and_their_answers_are_kept(
    calls: list[ServiceCall],
) -> None:
    start()
    assert calls == []
    drain()
    assert [call.node for call in calls] == ["x", "y"]
    assert (calls[0].agency, calls[0].subject) == ("H99.112", CASE)
    assert calls[1].variables["number"] == 7
    assert [task.node for task in open_tasks(CASE)] == ["a"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outside", WHERE)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("place", ["keep", "move_on", "call_for"])
def test_a_crash_between_steps_loses_nothing_and_doubles_nothing(
    handlers: Handlers,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    after: bool,
    outside: bool,
) -> None:
    done: dict[str, int] = {}

    def work(call: ServiceCall) -> None:
        done[call.token_uid] = done.get(call.token_uid, 0) + 1

    handlers.put("test.work", work, outside=outside)
    handlers.put("test.more", work, outside=outside)
    start()
    monkeypatch.setattr(engine, place, crash_once(getattr(engine, place), after=after))
    drain()
    assert open_tasks(CASE) == []
    drain(include_future_retries=True)
    drain(include_future_retries=True)
    assert [task.node for task in open_tasks(CASE)] == ["a"]
    assert Token.objects.count() == 4
    assert Event.objects.filter(name="workflow.TaskOpened").count() == 1
    assert len(done) == 2  # one token uid per visit, however often it was called


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outside", WHERE)
def test_a_crash_in_the_handler_undoes_what_it_wrote_inside(
    handlers: Handlers, outside: bool
) -> None:
    tokens: list[str] = []

    def work(call: ServiceCall) -> dict[str, object]:
        tokens.append(call.token_uid)
        if len(tokens) == 1:
            raise CrashError
        return {"done": True}

    handlers.put("test.work", work, outside=outside)
    handlers.put("test.more", nothing)
    start()
    drain()
    drain(include_future_retries=True)
    assert len(set(tokens)) == 1
    assert len(tokens) == 2
    assert [task.node for task in open_tasks(CASE)] == ["a"]


@pytest.mark.django_db
def test_a_crash_while_completing_leaves_the_task_open(
    calls: list[ServiceCall], monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    drain()
    with monkeypatch.context() as patch:
        patch.setattr(engine, "end", crash_once(engine.end, after=True))
        with pytest.raises(CrashError), transaction.atomic():
            services.complete_task(Who(account="a"), subject=CASE, node="a")
    assert [task.node for task in open_tasks(CASE)] == ["a"]
    services.complete_task(Who(account="a"), subject=CASE, node="a")
    assert Event.objects.filter(name="workflow.ProcessEnded").count() == 1


@pytest.mark.django_db
def test_a_delivery_that_comes_twice_is_done_once(calls: list[ServiceCall]) -> None:
    start()
    token = Token.objects.get(left_at=None)
    services.run_service_task(str(token.uid))
    services.run_service_task(str(token.uid))
    assert [call.node for call in calls] == ["x"]


@pytest.mark.django_db
def test_a_service_may_say_not_yet(handlers: Handlers) -> None:
    asked: list[str] = []

    def work(call: ServiceCall) -> None:
        asked.append(call.token_uid)
        if len(asked) < 3:
            raise NotYet(seconds=5)

    handlers.put("test.work", work)
    handlers.put("test.more", nothing)
    start()
    drain()
    for _ in range(2):
        assert open_tasks(CASE) == []
        drain(include_future_retries=True)
    drain()
    assert [task.node for task in open_tasks(CASE)] == ["a"]
    assert list_dead_deliveries() == []


@pytest.mark.django_db
def test_a_process_called_off_while_a_service_waits_does_no_more(
    calls: list[ServiceCall],
) -> None:
    start()
    services.stop_process(subject=CASE)
    drain()
    assert calls == []
    instance = find_instance(CASE)
    assert instance is not None
    assert instance.state == "stopped"

"""Handlers of service tasks for tests, in place of those of the systems."""

from collections.abc import Iterator

import pytest

from tinhso.engines.workflow.registry import ServiceHandler, ServiceTask, service_tasks
from tinhso.engines.workflow.types import ServiceCall


class Handlers:
    """Puts handlers in the registry for one test, and back again what stood there."""

    def __init__(self) -> None:
        self._before: dict[str, ServiceTask | None] = {}

    def put(self, name: str, handler: ServiceHandler, *, outside: bool = False) -> None:
        self._take_out(name)
        service_tasks.register(name, ServiceTask(name=name, handler=handler, outside=outside))

    def _take_out(self, name: str) -> None:
        found = service_tasks.find(name)
        self._before.setdefault(name, found)
        if found is not None:
            service_tasks.unregister(name)

    def put_back(self) -> None:
        for name, before in self._before.items():
            if name in service_tasks:
                service_tasks.unregister(name)
            if before is not None:
                service_tasks.register(name, before)


@pytest.fixture
def handlers() -> Iterator[Handlers]:
    made = Handlers()
    yield made
    made.put_back()


@pytest.fixture
def birth_services(handlers: Handlers) -> list[str]:
    """The two services of birth registration, which only note that they were called."""
    called: list[str] = []

    def note(name: str) -> None:
        def handler(_call: ServiceCall) -> None:
            called.append(name)

        handlers.put(name, handler)

    note("civilstatus.enter_birth")
    note("cases.issue_result")
    return called

"""Work that the platform does by itself inside a process.

Rooms above fill this in their `ready()`; a process names the handler in its
service task (`ts:handler="civilstatus.enter_birth"`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.foundation.kernel.registry import Registry

from .types import ServiceCall

ServiceHandler = Callable[[ServiceCall], Mapping[str, Any] | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceTask:
    """Work with a name; `outside` when it speaks to another system."""

    name: str
    handler: ServiceHandler
    outside: bool = False


service_tasks: Registry[ServiceTask] = Registry("service task")


def service_task(name: str, *, outside: bool = False) -> Callable[[ServiceHandler], ServiceHandler]:
    """Register a handler: it returns variables to keep, and may raise `outbox.types.NotYet`.

    By default it runs in one transaction with the step it belongs to, so what it
    writes is written once. Say `outside=True` when it asks another system: it then
    runs without a transaction and may be asked again after a crash, so it sends
    `call.token_uid` as its idempotency key and makes its own writes under that key.
    """

    def register(handler: ServiceHandler) -> ServiceHandler:
        service_tasks.register(name, ServiceTask(name=name, handler=handler, outside=outside))
        return handler

    return register

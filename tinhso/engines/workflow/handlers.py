"""This engine hears itself: the worker runs a service task after the step that reached it."""

from tinhso.foundation.outbox.events import on

from .events import OutsideTaskReached, ServiceTaskReached
from .services import run_service_task


@on(ServiceTaskReached)
def run_reached_service_task(event: ServiceTaskReached) -> None:
    run_service_task(event.token)


@on(OutsideTaskReached, outside=True)
def run_reached_outside_task(event: OutsideTaskReached) -> None:
    run_service_task(event.token)

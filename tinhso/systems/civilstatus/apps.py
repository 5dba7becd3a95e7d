from django.apps import AppConfig


class CivilstatusConfig(AppConfig):
    name = "tinhso.systems.civilstatus"

    def ready(self) -> None:
        from . import service_tasks  # noqa: F401  (registers the service task)

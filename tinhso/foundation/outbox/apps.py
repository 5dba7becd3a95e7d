from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class OutboxConfig(AppConfig):
    name = "tinhso.foundation.outbox"

    def ready(self) -> None:
        from . import jobs, services

        jobs.every("outbox.forget_old_events", seconds=86400)(services.forget_old_events)
        self._import_listeners()

    def _import_listeners(self) -> None:
        """Import every app's `handlers` and `jobs`, so that no listener is forgotten."""
        for config in apps.get_app_configs():
            if not config.name.startswith("tinhso."):
                continue
            for module in ("handlers", "jobs"):
                if find_spec(f"{config.name}.{module}") is not None:
                    import_module(f"{config.name}.{module}")

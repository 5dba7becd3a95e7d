from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "tinhso.foundation.wire"

    def ready(self) -> None:
        """Register the checks that keep simulators out of production."""
        from . import checks  # noqa: F401

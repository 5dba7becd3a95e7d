from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "tinhso.engines.signing"

    def ready(self) -> None:
        from . import handlers  # noqa: F401

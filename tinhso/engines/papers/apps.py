from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "tinhso.engines.papers"

    def ready(self) -> None:
        from .registry import register_found_papers

        register_found_papers()

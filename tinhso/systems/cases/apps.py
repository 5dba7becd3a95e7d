from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tinhso.systems.cases"

    def ready(self) -> None:
        from pathlib import Path

        from tinhso.engines.papers.services import register_paper

        from .measures import register_measures
        from .web.menu import register_menu

        register_paper("receipt", Path(__file__).parent / "papers" / "receipt.typ")
        register_measures()
        register_menu()

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tinhso.systems.cases"

    def ready(self) -> None:
        from pathlib import Path

        from tinhso.engines.papers.services import register_paper
        from tinhso.engines.signing.services import verify_pdf
        from tinhso.engines.vault.services import register_verifier

        from .measures import register_measures
        from .web.menu import register_menu

        register_paper("receipt", Path(__file__).parent / "papers" / "receipt.typ")
        register_verifier(lambda data: verify_pdf(data).as_json())
        register_measures()
        register_menu()

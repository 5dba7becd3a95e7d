from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "tinhso.faces.console"

    def ready(self) -> None:
        from tinhso.foundation.identity.homes import register_home

        from .web import admin_site

        register_home("operator", "console:home")
        admin_site.close_own_door()

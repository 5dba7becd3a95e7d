from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "tinhso.faces.console"

    def ready(self) -> None:
        from tinhso.foundation.identity.homes import register_home
        from tinhso.foundation.ui.faces import Face, register_face

        from .web import admin_site, menu

        register_face(
            Face(code="console", prefix="/console/", frame="ui/desk.html", name=menu.NAME)
        )
        register_home("operator", "console:home")
        menu.register()
        admin_site.close_own_door()

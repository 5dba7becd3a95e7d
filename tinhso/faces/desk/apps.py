from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "tinhso.faces.desk"

    def ready(self) -> None:
        from tinhso.foundation.identity.homes import register_home
        from tinhso.foundation.ui.faces import Face, register_face

        register_face(
            Face(code="desk", prefix="/desk/", frame="ui/desk.html", name=_("Digital desk"))
        )
        register_home("official", "cases_desk:queue")

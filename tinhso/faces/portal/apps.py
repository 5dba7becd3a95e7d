from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "tinhso.faces.portal"

    def ready(self) -> None:
        from tinhso.foundation.identity.homes import register_home
        from tinhso.foundation.ui.faces import Face, register_face

        register_face(
            Face(
                code="portal", prefix="/", frame="ui/citizen.html", name=_("Digital service portal")
            )
        )
        register_home("citizen", "cases:mine")

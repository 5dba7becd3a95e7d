from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IocConfig(AppConfig):
    name = "tinhso.faces.ioc"

    def ready(self) -> None:
        from tinhso.foundation.identity.homes import register_home
        from tinhso.foundation.ui.faces import Face, register_face

        register_face(
            Face(code="ioc", prefix="/ioc/", frame="ui/wall.html", name=_("Operations centre"))
        )
        register_home("province_leader", "ioc:wall")

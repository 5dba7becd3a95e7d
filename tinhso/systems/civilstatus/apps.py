from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CivilstatusConfig(AppConfig):
    name = "tinhso.systems.civilstatus"

    def ready(self) -> None:
        from tinhso.foundation.ui.menus import MenuItem, register_item

        from . import service_tasks  # noqa: F401  (registers the service task)
        from .selectors import keeps_register

        register_item(
            "desk",
            MenuItem(
                code="civilstatus.register",
                label=_("Birth register"),
                url_name="civilstatus_desk:register",
                icon="clipboard-list",
                order=40,
                visible=keeps_register,
            ),
        )

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "tinhso.systems.procedures"

    def ready(self) -> None:
        from tinhso.foundation.ui.menus import MenuItem, register_item

        register_item(
            "portal",
            MenuItem(
                code="procedures",
                label=_("Procedures"),
                url_name="procedures:list",
                icon="file-text",
                order=10,
            ),
        )

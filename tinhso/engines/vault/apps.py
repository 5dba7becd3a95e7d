from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "tinhso.engines.vault"

    def ready(self) -> None:
        from tinhso.foundation.identity.types import Actor
        from tinhso.foundation.ui.menus import MenuItem, register_item

        def has_vault(actor: Actor) -> bool:
            return actor.is_citizen

        register_item(
            "portal",
            MenuItem(
                code="vault.list",
                label=_("Document store"),
                url_name="vault:list",
                order=30,
                visible=has_vault,
            ),
        )
        register_item(
            "portal",
            MenuItem(
                code="vault.verify", label=_("Verify a result"), url_name="vault:verify", order=60
            ),
        )

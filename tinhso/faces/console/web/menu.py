"""The console's menu, for operators only."""

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.ui.menus import MenuItem, register_item

NAME = _("Operators' console")


def _is_operator(actor: Actor) -> bool:
    return actor.is_operator


def register() -> None:
    """Offer the console's pages, in the order in which a bad morning needs them."""
    items = (
        ("overview", _("Overview"), "console:home", "layout-dashboard"),
        ("dead", _("Work given up"), "console:dead_letters", "alert-triangle"),
        ("notices", _("Notices"), "console:notices", "bell"),
        ("peers", _("Other systems"), "console:peers", "world"),
        ("clock", _("Clock"), "console:clock", "clock"),
        ("admin", _("Data"), "console:data", "folder"),
    )
    for order, (code, label, url_name, icon) in enumerate(items, start=1):
        register_item(
            "console",
            MenuItem(
                code=code,
                label=label,
                url_name=url_name,
                icon=icon,
                order=order * 10,
                visible=_is_operator,
            ),
        )

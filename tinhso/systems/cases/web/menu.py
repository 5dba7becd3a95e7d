"""What cases offer to the faces' menus; the faces arrange."""

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.ui.menus import MenuItem, register_item
from tinhso.systems.cases import selectors


def _is_office(actor: Actor) -> bool:
    return any(actor.has_role(role) for role in selectors.OFFICE_ROLES)


def register_menu() -> None:
    register_item(
        "portal",
        MenuItem(
            code="mine", label=_("My applications"), url_name="cases:mine", icon="files", order=20
        ),
    )
    register_item(
        "portal",
        MenuItem(code="track", label=_("Track"), url_name="cases:track", icon="search", order=30),
    )
    register_item(
        "desk",
        MenuItem(
            code="queue",
            label=_("Cases to handle"),
            url_name="cases_desk:queue",
            icon="inbox",
            order=10,
            visible=_is_office,
            count=selectors.count_my_step,
        ),
    )
    register_item(
        "desk",
        MenuItem(
            code="sign",
            label=_("To sign"),
            url_name="cases_desk:sign",
            icon="writing-sign",
            order=20,
            visible=lambda actor: actor.has_role("agency_head"),
            count=selectors.count_to_sign,
        ),
    )

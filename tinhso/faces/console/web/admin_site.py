"""Django's admin without a door of its own: everybody comes through the platform's sign-in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


def close_own_door() -> None:
    """Replace the admin's sign-in by the platform's, and give it the platform's name."""
    admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
    admin.site.site_header = _("Platform data")
    admin.site.site_title = _("Platform data")
    admin.site.index_title = _("Tables")
    admin.site.site_url = "/console/"

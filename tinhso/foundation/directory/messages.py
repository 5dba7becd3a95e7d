"""Sentences of the directory."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "directory.no_agency": _("There is no agency %(code)s on that day."),
    "directory.no_post": _("Agency %(code)s has no post for this work on that day."),
}

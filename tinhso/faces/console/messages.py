"""Sentences of the console."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "console.retried": _("Dead work was given to the worker again"),
}

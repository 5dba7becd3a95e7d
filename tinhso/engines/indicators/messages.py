"""Sentences of the figures."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "indicators.no_such_measure": _("There is no figure called %(measure)s."),
    "indicators.not_yours": _("You do not have the right to see this figure."),
}

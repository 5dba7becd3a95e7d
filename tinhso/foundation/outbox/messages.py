"""Sentences of the outbox, read by operators."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "outbox.not_found": _("There is no such delivery or job."),
    "outbox.not_dead": _("Only work that was given up can be tried again."),
}

"""Sentences of the kernel itself."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "kernel.invalid": _("Some answers need to be corrected."),
    "kernel.not_found": _("We could not find that."),
    "kernel.forbidden": _("You do not have the right to do this."),
    "kernel.no_time_machine": _("The clock can only be moved in a demonstration."),
}

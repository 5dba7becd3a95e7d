"""Sentences of procedures."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "procedures.no_procedure": _("There is no procedure %(code)s."),
    "procedures.no_edition": _("Procedure %(code)s was not in force on %(day)s."),
    "procedures.editions_overlap": _("Two editions of %(code)s are in force on the same day."),
}

"""Sentences about reading national registers."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "sources.bad_number": _("A personal number has 12 digits."),
    "sources.not_understood": _(
        "The answer of the population register could not be read. Please try again later."
    ),
    "sources.refused_by_peer": _("The population register refused the question: %(said)s"),
    "sources.procedure_not_licensed": _(
        "This procedure has not been licensed to read the population register (error 004)."
    ),
    "sources.officer_has_no_right": _(
        "This officer has not been given the right to read the population register (error 005)."
    ),
}

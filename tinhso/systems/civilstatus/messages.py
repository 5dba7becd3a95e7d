"""Sentences of the civil-status register."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "civilstatus.missing": _("Something that the register must say is missing."),
    "civilstatus.born_in_the_future": _("The date of birth must not be after today."),
    "civilstatus.not_your_register": _("You do not keep the civil-status register of this agency."),
    "civilstatus.already_entered": _("The birth of case %(number)s is already in the register."),
    "civilstatus.entry_is_final": _(
        "An entry of the register is never changed or deleted; it is corrected by another act."
    ),
    "civilstatus.no_entry": _("There is no such entry in the register."),
    "civilstatus.being_sent": _(
        "The birth is being sent to the national civil-status system to obtain the personal number."
    ),
    "civilstatus.peer_is_down": _(
        "The national civil-status system does not answer. The birth is entered as soon as it does;"
        " nothing was lost."
    ),
    "civilstatus.not_finished": _(
        "The national civil-status system has received the birth and has not finished yet."
    ),
    "civilstatus.not_understood": _(
        "The answer of the national civil-status system could not be read. It will be asked again."
    ),
    "civilstatus.refused_by_peer": _(
        "The national civil-status system did not take the birth: %(said)s"
    ),
    "civilstatus.birth_proposed": _("Decided to enter the birth in the register"),
    "civilstatus.birth_entered": _("Entered the birth in the register under number %(number)s"),
    "civilstatus.entry_read": _("Read an entry of the register"),
    "civilstatus.submission_retried": _("Asked the national civil-status system again"),
}

"""Sentences of notices: why one failed, and the plain title of an e-mail."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "notifications.title": _("Notice about your application"),
    "notifications.no_address": _("No phone number or e-mail address is known."),
    "notifications.refused": _("The message gateway refused the message."),
    "notifications.gateway_silent": _("The message gateway does not answer."),
    "notifications.sent_again": _("A failed notice was sent again (%(channel)s)."),
    "notifications.not_found": _("There is no such notice."),
    "notifications.cannot_send_again": _(
        "Only a failed notice whose address is still kept can be sent again."
    ),
}

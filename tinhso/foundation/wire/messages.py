"""Sentences of the wire."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "wire.unavailable": _(
        "Another system (%(peer)s) does not answer at the moment. "
        "Nothing was lost; please try again in a few minutes."
    ),
}

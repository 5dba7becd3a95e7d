"""allauth's and Django's sentences that our pages show: neither ships them all in Vietnamese.

Named here so that they are extracted into this platform's own catalogue, which wins.
"""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("You must type the same password each time."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("This account is currently inactive."),
    _("You cannot deactivate two-factor authentication."),
    _("The username and/or password you specified are not correct."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("Master key"),
    _("Backup key"),
    _("Key nr. {number}"),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
)

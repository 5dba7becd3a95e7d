"""Sentences of the room."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "identity.signed_in": _("Signed in (%(ways)s)"),
    "identity.no_account": _("There is no such account."),
    "identity.citizens_only": _(
        "This page is for citizens. Sign out of your official account and sign in with VNeID."
    ),
    "identity.wrong_post": _("The post in which you act does not have the right to do this."),
    "identity.operators_only": _("This page is for the platform's operators."),
    "identity.sign_in_first": _("Sign in first."),
    "identity.not_your_post": _("This post is not yours today."),
    "identity.delegation_to_officials_only": _("Powers can be lent to officials only."),
    "identity.wrong_code": _(
        "The code is not right, or was used already. Wait for the next one and type it."
    ),
    "identity.wrong_password": _(
        "The user name or the password is not right. Tries left before a lock: %(left)s."
    ),
    "identity.last_try_used": _(
        "The user name or the password is not right, and no try is left. "
        "The account is locked for %(minutes)s minutes."
    ),
    "identity.vneid_contradicts": _(
        "What VNeID told us does not fit together, so we signed nobody in. Please try again; "
        "if it happens again, tell the support line."
    ),
    "identity.vneid_not_a_citizen": _(
        "This VNeID account belongs to an organisation. Please sign in with your own account."
    ),
    "identity.vneid_level_too_low": _(
        "Your VNeID account is of level %(level)s. Public services need level %(needed)s: "
        "bring your identity card to the nearest police station to raise it."
    ),
    "identity.locked": _("Too many wrong tries. Try again in %(minutes)s minutes."),
}

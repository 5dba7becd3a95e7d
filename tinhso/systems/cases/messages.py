"""Sentences of a case: timeline, notices and refusals."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # timeline
    "cases.submitted": _("Application submitted"),
    "cases.accepted": _("Application accepted, result due %(due_at)s"),
    "cases.verified": _("Content checked and verified"),
    "cases.entered": _("Entered in the birth register, book %(year)s, number %(number)s"),
    "cases.waiting_for_register": _(
        "Waiting for the national civil-status system; it is asked again by itself"
    ),
    "cases.signature_asked": _("The result was approved for signing"),
    "cases.signature_failed": _("The signature did not succeed; it is tried again by itself"),
    "cases.signed": _("Result signed by %(name)s"),
    "cases.issued": _("Electronic result placed in the applicant's document store"),
    "cases.returned": _("Result handed over"),
    "cases.returned_online": _("Result returned electronically"),
    # notices
    "cases.notice.submitted": _(
        "Application %(code)s was received by the system. Follow it at %(address)s with the secret"
        " code %(secret)s. The office answers before %(due_at)s."
    ),
    "cases.notice.accepted": _(
        "Application %(code)s was accepted. The result is due before %(due_at)s."
    ),
    "cases.notice.issued": _(
        "The result of application %(code)s is in your document store: %(address)s"
    ),
    # refusals
    "cases.not_found": _("We could not find that application."),
    "cases.not_yours": _("This application belongs to another office."),
    "cases.not_to_accept": _("Only a newly submitted application can be accepted."),
    "cases.not_to_verify": _("Only an accepted application can be verified."),
    "cases.not_to_sign": _("This application has no result waiting for a signature."),
    "cases.not_to_return": _("This application has no result waiting to be handed over."),
    "cases.changed_since": _(
        "The document of application %(code)s is not the one you were shown. Look at it again."
    ),
    "cases.no_agency": _(
        "No office of this province serves the place of residence given. Check the parents' "
        "residence, or file at the commune where the father or the mother lives."
    ),
    "cases.nothing_chosen": _("Choose at least one document to sign."),
    "cases.unknown_procedure": _("This procedure cannot be filed here yet."),
    "cases.too_many_tries": _(
        "Too many wrong codes from this connection. Try again in %(minutes)s minutes, or sign in "
        "and open My applications."
    ),
    "cases.own_case": _("An official may not decide on their own application."),
    # journal
    "cases.file_opened": _("A document of the case was opened"),
}

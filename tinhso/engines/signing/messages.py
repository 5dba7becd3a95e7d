from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # refusals and the state of a request
    "signing.no_request": _("There is no such request for a signature."),
    "signing.not_own_key": _("Everybody signs with their own certificate only."),
    "signing.not_failed": _("Only a failed signature can be tried again."),
    "signing.no_certificate": _("%(name)s has no signing certificate in force."),
    "signing.no_key_store": _("The device that holds the signing keys does not answer."),
    "signing.file_changed": _(
        "The document is not the one whose hash was shown: nothing was signed."
    ),
    "signing.file_gone": _("The document to sign can no longer be read."),
    "signing.cannot_sign": _("This document does not take a signature."),
    "signing.certificate_ended": _("The signing certificate is no longer in force."),
    "signing.certificate_revoked": _("The signing certificate has been revoked."),
    "signing.not_verified": _("The signature made did not pass its own check: it was not kept."),
    "signing.enrolment_refused": _("The certification authority refused the request."),
    "signing.stamp_refused": _("The time-stamping authority did not give a usable time stamp."),
    "signing.status_refused": _(
        "The certification authority does not say whether certificates are still good."
    ),
    # what the journal says
    "signing.requested": _("Decided to sign the document with hash %(sha256)s"),
    "signing.retried": _("Had a failed signature tried again (document with hash %(sha256)s)"),
    "signing.signed": _("Document signed by %(name)s, level %(level)s"),
    "signing.failed": _("The document was not signed: %(why)s"),
    "signing.certificate_issued": _("Signing certificate issued to %(name)s"),
    "signing.certificate_withdrawn": _("Signing certificate of %(name)s withdrawn from use"),
    # verdicts
    "signing.verdict_valid": _("The signature is valid: the document is as it was signed."),
    "signing.verdict_unstamped": _(
        "The signature is valid today, but carries no time stamp: the time of signing is only "
        "what the signer's computer said."
    ),
    "signing.verdict_altered": _("The document was altered after it was signed: do not use it."),
    "signing.verdict_unsigned": _("The document carries no digital signature."),
    "signing.verdict_unreadable": _("This file cannot be read as a PDF document."),
    "signing.verdict_signer_unknown": _(
        "The document is unaltered, but its certificate comes from an authority that is not "
        "trusted here: who signed is not proven."
    ),
    "signing.verdict_expired": _(
        "The document is unaltered, but the certificate was not in force when it was signed."
    ),
    "signing.verdict_revoked": _(
        "The document is unaltered, but the certificate had been revoked when it was signed."
    ),
    "signing.verdict_revocation_unknown": _(
        "The document is unaltered, but it could not be checked whether the certificate had "
        "been revoked. Try again later."
    ),
    "signing.verdict_stamp_unknown": _(
        "The document is unaltered, but its time stamp comes from an authority that is not "
        "trusted here: when it was signed is not proven."
    ),
    "signing.verdict_signer_stamped": _("Signed by %(name)s, %(agency)s, at %(at)s (time stamp)."),
    "signing.verdict_signer_claimed": _(
        "Signed by %(name)s, %(agency)s, at %(at)s (by the signer's clock)."
    ),
    "signing.verdict_revoked_at": _("The certificate was revoked at %(at)s."),
    "signing.verdict_whole": _("The signature covers the whole document."),
}

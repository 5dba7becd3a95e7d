"""Sentences of the vault."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "vault.no_item": _("There is no such paper in your document store."),
    "vault.no_owner": _("A result needs an owner with a personal number."),
    "vault.bad_code": _("A result code has 16 letters and digits in four groups."),
    "vault.code_taken": _("This result code belongs to another result."),
    "vault.not_valid_any_more": _("This result was already replaced or revoked."),
    "vault.not_a_pdf": _("Choose a PDF file."),
    "vault.no_file": _("Choose the PDF file that you want to check."),
    "vault.no_verifier": _("Signatures cannot be checked here at the moment."),
    "vault.too_many_checks": _(
        "Too many checks from this place. Try again in %(seconds)s seconds."
    ),
    "vault.status.valid": _("Valid"),
    "vault.status.replaced": _("Replaced by another result"),
    "vault.status.revoked": _("Revoked"),
    "vault.result_stored": _("Stored the result of case %(case)s in the document store"),
    "vault.result_revoked": _("Revoked the result: %(reason)s"),
    "vault.result_replaced": _("Replaced the result: %(reason)s"),
    "vault.item_downloaded": _("Downloaded the paper"),
}

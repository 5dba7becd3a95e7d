"""Why a person's data may be looked at: a closed list of codes, each with its sentence.

The sentence is shown to the person concerned. An app above adds its purposes in `ready()`.
"""

from django.utils.translation import gettext_lazy as _

from tinhso.foundation.kernel.registry import Registry
from tinhso.foundation.kernel.sentences import Sentence

purposes: Registry[Sentence] = Registry("purpose")

purposes.register(
    "birth_registration.prefill", _("To fill in a birth registration, so that you need not type.")
)
purposes.register("birth_registration.verify", _("To check the papers of a birth registration."))


def register_purpose(code: str, sentence: Sentence) -> None:
    """Add a purpose; saying a known one again changes nothing."""
    if code not in purposes:
        purposes.register(code, sentence)


def say_purpose(code: str) -> str:
    """Return the purpose in the reader's language; an old code is shown as it is."""
    return str(purposes.find(code) or code)

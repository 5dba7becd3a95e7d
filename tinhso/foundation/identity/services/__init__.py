"""What can be done with people and accounts."""

from .accounts import ensure_citizen, ensure_official, recognise_person, system_actor
from .posts import appoint_official, choose_hat, delegate_post
from .second_factor import confirm_with_second_factor, set_totp_secret, use_code

__all__ = [
    "appoint_official",
    "choose_hat",
    "confirm_with_second_factor",
    "delegate_post",
    "ensure_citizen",
    "ensure_official",
    "recognise_person",
    "set_totp_secret",
    "system_actor",
    "use_code",
]

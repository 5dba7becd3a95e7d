"""Where private keys live. The rest of the room sees a label and what it signs."""

import os
from functools import cache

from django.conf import settings

from .base import KeyStore, KeyUnavailable

__all__ = ["KeyStore", "KeyUnavailable", "key_store"]


def key_store() -> KeyStore:
    """Return the key store of this installation: a PKCS#11 token when one is configured.

    Sessions and parsed keys are kept for the life of the process.
    """
    return _key_store(os.getpid())


@cache
def _key_store(_process: int) -> KeyStore:
    if settings.SIGNING_PKCS11["module"]:
        from .token import TokenKeys

        return TokenKeys(**settings.SIGNING_PKCS11)
    from .files import FileKeys

    return FileKeys(settings.SIGNING_KEYS, settings.SIGNING_KEY_PASSWORD)


def forget_key_store() -> None:
    """Open the key store anew at the next use. For tests and after a change of token."""
    _key_store.cache_clear()

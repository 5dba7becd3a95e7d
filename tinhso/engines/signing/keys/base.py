"""What a key store can do. Keys are RSA 2048 or longer; signatures are PKCS#1 v1.5 with SHA-256
(TT 16/2019/TT-BTTTT allows RSA ≥ 2048 with SHA-256; national viewers take v1.5 everywhere)."""

from typing import Protocol


class KeyUnavailable(Exception):  # noqa: N818  the sentence reads better without "Error"
    """The key store does not open, or holds no such key."""


class KeyStore(Protocol):
    """Private keys by label. No method gives a private key away."""

    def make_key(self, label: str) -> None:
        """Make a key pair; does nothing when `label` already has one."""

    def public_key(self, label: str) -> bytes:
        """Return the public key as DER SubjectPublicKeyInfo. Raises KeyUnavailable."""

    def sign(self, label: str, data: bytes) -> bytes:
        """Return the signature over `data`. Raises KeyUnavailable."""

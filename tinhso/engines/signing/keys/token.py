"""Keys in a PKCS#11 token: an HSM, or SoftHSM2 in tests. They never leave it."""

import threading

import pkcs11
from asn1crypto import keys as asn1_keys
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import NoSuchKey, PKCS11Error
from pkcs11.util.rsa import encode_rsa_public_key

from .base import KeyUnavailable

BITS = 2048


class TokenKeys:
    """One session for the process, one signature at a time; a lost session is opened again."""

    def __init__(self, *, module: str, token: str, pin: str) -> None:
        self._module, self._token, self._pin = module, token, pin
        self._lock = threading.Lock()
        self._session: pkcs11.Session | None = None
        self._handles: dict[str, pkcs11.SignMixin] = {}

    def make_key(self, label: str) -> None:
        with self._lock:
            session = self._open()
            try:
                session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
            except NoSuchKey:
                session.generate_keypair(
                    KeyType.RSA,
                    BITS,
                    label=label,
                    store=True,
                    private_template={
                        Attribute.SENSITIVE: True,
                        Attribute.EXTRACTABLE: False,
                        Attribute.SIGN: True,
                    },
                )

    def public_key(self, label: str) -> bytes:
        with self._lock:
            try:
                key = self._open().get_key(object_class=ObjectClass.PUBLIC_KEY, label=label)
            except NoSuchKey:
                raise KeyUnavailable(f"No key {label} in the token") from None
            assert isinstance(key, pkcs11.PublicKey)
            inner = asn1_keys.RSAPublicKey.load(encode_rsa_public_key(key))
        return bytes(asn1_keys.PublicKeyInfo.wrap(inner, "rsa").dump())

    def sign(self, label: str, data: bytes) -> bytes:
        with self._lock:
            try:
                return self._sign(label, data)
            except KeyUnavailable:
                raise
            except PKCS11Error:
                self._close()
                try:
                    return self._sign(label, data)
                except PKCS11Error as error:
                    raise KeyUnavailable(f"The token does not sign: {error!r}") from error

    def _sign(self, label: str, data: bytes) -> bytes:
        if label not in self._handles:
            try:
                key = self._open().get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
            except NoSuchKey:
                raise KeyUnavailable(f"No key {label} in the token") from None
            assert isinstance(key, pkcs11.SignMixin)
            self._handles[label] = key
        return bytes(self._handles[label].sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))

    def _open(self) -> pkcs11.Session:
        if self._session is None:
            try:
                found = pkcs11.lib(self._module).get_token(token_label=self._token)
                self._session = found.open(rw=True, user_pin=self._pin)
            except (PKCS11Error, RuntimeError) as error:
                raise KeyUnavailable(f"The token {self._token} does not open: {error!r}") from error
        return self._session

    def _close(self) -> None:
        self._handles.clear()
        self._session = None

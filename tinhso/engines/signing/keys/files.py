"""Keys in encrypted PKCS#8 files: for demonstrations and development, not for officials' keys."""

import threading
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .base import KeyUnavailable

BITS = 2048


class FileKeys:
    """One file per key, mode 0600, encrypted with the installation's password."""

    def __init__(self, folder: Path, password: str) -> None:
        if not password:
            raise KeyUnavailable(
                "No PKCS#11 module and no TINHSO_KEY_PASSWORD: no keys to sign with"
            )
        self._folder = Path(folder)
        self._password = password.encode()
        self._opened: dict[str, rsa.RSAPrivateKey] = {}
        self._lock = threading.Lock()

    def make_key(self, label: str) -> None:
        path = self._path(label)
        if path.exists():
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = rsa.generate_private_key(65537, BITS)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(self._password),
            )
        )
        fresh.replace(path)
        self._opened[label] = made

    def public_key(self, label: str) -> bytes:
        return (
            self._open(label)
            .public_key()
            .public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    def sign(self, label: str, data: bytes) -> bytes:
        return self._open(label).sign(data, padding.PKCS1v15(), hashes.SHA256())

    def _open(self, label: str) -> rsa.RSAPrivateKey:
        with self._lock:
            if label not in self._opened:
                self._opened[label] = self._read(label)
            return self._opened[label]

    def _read(self, label: str) -> rsa.RSAPrivateKey:
        try:
            kept = serialization.load_pem_private_key(
                self._path(label).read_bytes(), self._password
            )
        except FileNotFoundError:
            raise KeyUnavailable(f"No key {label}") from None
        except ValueError as error:
            raise KeyUnavailable(f"Key {label} does not open with this password") from error
        assert isinstance(kept, rsa.RSAPrivateKey)
        return kept

    def _path(self, label: str) -> Path:
        if not label.replace("-", "").isalnum():
            raise KeyUnavailable(f"{label!r} is not a label")
        return self._folder / f"{label}.pem"

"""The environment, read through three typed helpers; nonsense stops the start."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def envbool(name: str, *, default: bool) -> bool:
    said = os.environ.get(name)
    if said is None or said == "":
        return default
    if said.lower() in {"1", "true", "yes", "on"}:
        return True
    if said.lower() in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {said!r}")


def envint(name: str, *, default: int) -> int:
    said = os.environ.get(name)
    if said is None or said == "":
        return default
    try:
        return int(said)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {said!r}") from None


def envsecret(name: str, *, default: str = "") -> str:
    """Read a secret from NAME, or from the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, default)

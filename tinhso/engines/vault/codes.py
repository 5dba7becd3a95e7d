"""Result codes: unguessable, and hard to misread.

16 letters of Crockford's base 32 are 80 random bits, written in four groups: "7QXM-2KDP-9TRW-4HCN".
"""

import re
import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
LENGTH: Final = 16
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_result_code() -> str:
    """Return a fresh code."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_result_code(typed: str) -> str | None:
    """Return the code that somebody typed, whatever the case, dashes and look-alikes; else None."""
    bare = re.sub(r"[\s\-–—.]", "", typed).upper().translate(_MISREAD)
    if len(bare) != LENGTH or any(letter not in ALPHABET for letter in bare):
        return None
    return _grouped(bare)


def _grouped(bare: str) -> str:
    return "-".join(bare[i : i + 4] for i in range(0, LENGTH, 4))

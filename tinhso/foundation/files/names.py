"""File names: kept for people to read, never used as a path."""

import unicodedata
from pathlib import PurePosixPath

from tinhso.foundation.kernel.text import nfc

from .types import EXTENSIONS

LONGEST = 150


def safe_name(name: str, content_type: str) -> str:
    """Return `name` in NFC, without folders or invisible letters, with its type's extension.

    "C:\\scan\\Giấy.pdf.exe" that is a PDF becomes "Giấy.pdf.exe.pdf".
    """
    bare = nfc(name.replace("\\", "/")).replace("\n", " ").replace("\t", " ").rsplit("/", 1)[-1]
    # Cf holds the marks that turn the reading direction: "gpj.exe" must not read "exe.jpg".
    bare = "".join(c for c in bare if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    bare = bare.strip(" .") or "file"
    endings = EXTENSIONS.get(content_type, ())
    suffix = PurePosixPath(bare).suffix
    if endings and suffix.lower() not in endings:
        suffix = endings[0]
    else:
        bare = bare.removesuffix(suffix)
    return bare[: LONGEST - len(suffix)].rstrip() + suffix

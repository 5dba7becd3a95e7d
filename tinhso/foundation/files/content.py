"""What the bytes are: found by looking, never by the name or by what the browser says.

Types outside `types.PAPERS` are known by their first bytes alone; a caller that accepts
such a type answers for it.
"""

import struct
from pathlib import Path

import filetype
from django.conf import settings

from .pdf import check_pdf
from .types import JPEG, PDF, PNG, BadFile, Content

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_HEADS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, _PNG_HEAD: PNG}
_ZIP_END = b"PK\x05\x06"
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def examine(path: Path) -> Content:
    """Say what the file at `path` is. Raises BadFile when it is broken or two things at once."""
    data = path.read_bytes()
    content_type = _type_of(data[:8192])
    if content_type not in _HEADS.values():
        return Content(content_type=content_type)
    # A zip is read from its end: the same bytes would be a paper here and an archive there.
    if _ZIP_END in data[-65_557:]:
        raise BadFile("files.mixed")
    if content_type == PDF:
        check_pdf(data)
        return Content(content_type=PDF)
    if b"%PDF-" in data[:1024]:
        raise BadFile("files.mixed")
    width, height = _png_size(data) if content_type == PNG else _jpeg_size(data)
    _check_size(width, height)
    return Content(content_type=content_type, width=width, height=height)


def _type_of(head: bytes) -> str:
    for start, content_type in _HEADS.items():
        if head.startswith(start):
            return content_type
    try:
        kind = filetype.guess(head)
    except (struct.error, ValueError, IndexError):  # its matchers trust lengths they read
        kind = None
    return str(kind.mime) if kind else "application/octet-stream"


def _check_size(width: int, height: int) -> None:
    """A small file can be a huge picture, and whoever opens it pays."""
    side: int = getattr(settings, "MAX_IMAGE_SIDE", 12_000)
    pixels: int = getattr(settings, "MAX_IMAGE_PIXELS", 60_000_000)
    if not width or not height:
        raise BadFile("files.broken")
    if max(width, height) > side or width * height > pixels:
        raise BadFile("files.image_too_large", width=width, height=height)


def _png_size(data: bytes) -> tuple[int, int]:
    """Walk the chunks from IHDR to IEND; nothing may follow."""
    at, width, height, first = len(_PNG_HEAD), 0, 0, True
    while at + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if first:
            if name != b"IHDR" or length != 13 or len(data) < at + 16:
                break
            width, height = struct.unpack(">II", data[at + 8 : at + 16])
            first = False
        at += 12 + length
        if name == b"IEND":
            if at < len(data):
                raise BadFile("files.mixed")
            if at > len(data):
                break
            return width, height
    raise BadFile("files.broken")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments to the start of the frame. Cameras may append to a picture: allowed."""
    at = 2
    if b"\xff\xd9" not in data[at:]:
        raise BadFile("files.broken")
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if marker in {0xD8, 0x01} or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    raise BadFile("files.broken")

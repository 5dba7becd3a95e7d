"""Whether a PDF may come in: whole, open, alone in its file, and passive.

A PDF can carry programs and start others. We look at every name in the file, also in its
compressed object streams (ISO 32000-1, 7.5.7), and refuse what acts by itself.
"""

import re
import zlib

from .types import BadFile

# Actions that run, start, or send something (ISO 32000-1, 12.6.4), and forms that do.
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|SubmitForm|ImportData|RichMedia|XFA)(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_MAX_OBJECT_STREAM = 20 * 1024 * 1024


def check_pdf(data: bytes) -> None:
    """Raise BadFile unless `data` is a PDF that we take."""
    if not re.match(rb"%PDF-[12]\.\d", data):
        raise BadFile("files.broken")
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise BadFile("files.broken")
    if data[end + 5 :].strip(b"\0\t\n\f\r "):
        raise BadFile("files.mixed")
    names = _unescaped(data)
    if _LOCKED.search(names):
        raise BadFile("files.pdf_locked")
    if _ACTIVE.search(names) or any(_ACTIVE.search(part) for part in _object_streams(names, data)):
        raise BadFile("files.pdf_active")


def _unescaped(data: bytes) -> bytes:
    """Return `data` with names as they read: /J#61vaScript is /JavaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(names: bytes, data: bytes) -> list[bytes]:
    """Return the inflated object streams, where most of a modern PDF's dictionaries are."""
    if b"/ObjStm" not in names:
        return []
    found = []
    for start in _STREAM.finditer(data):
        # A dictionary stands right before its stream.
        head = data[max(0, start.start() - 2000) : start.start()]
        dictionary = _unescaped(head[head.rfind(b" obj") + 1 :])
        if b"/ObjStm" not in dictionary:
            continue
        if b"/FlateDecode" not in dictionary and b"/Filter" not in dictionary:
            continue  # plain text, seen already
        if b"/Predictor" in dictionary or dictionary.count(b"Decode") > 1 + (
            b"/DecodeParms" in dictionary
        ):
            raise BadFile("files.broken")
        found.append(_unescaped(_inflated(data[start.end() :])))
    return found


def _inflated(data: bytes) -> bytes:
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(data, _MAX_OBJECT_STREAM)
    except zlib.error:
        raise BadFile("files.broken") from None
    if machine.unconsumed_tail and not machine.eof:
        raise BadFile("files.broken")
    return text

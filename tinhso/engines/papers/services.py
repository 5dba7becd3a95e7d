"""Papers are made here: data in, PDF out."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tinhso.foundation.kernel import clock

from . import compiler, words
from .qr import qr_svg
from .registry import papers, register_paper
from .types import Attachment, SignatureBox

__all__ = ["date_in_words", "find_signature_box", "register_paper", "render_paper"]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")


def render_paper(
    template: str, data: Mapping[str, Any], *, attachments: Sequence[Attachment] = ()
) -> bytes:
    """Return the paper `template` filled with `data`, declared PDF/A-2a and PDF/UA-1.

    With `attachments` it is declared PDF/A-3a, the part that allows other files inside.
    `data` must be JSON; its text is brought to NFC, its moments to the clock of Việt Nam.
    `data["made_at"]` (ISO moment) is written as the time of creation, so that the same data
    give the same bytes; without it the paper is of this moment. `data["qr"]` (an address)
    becomes the square code.

    Raises KeyError for an unknown template, PaperError when the data lack something.
    """
    paper = papers[template]
    said = _prepared(data)
    if not attachments:
        return compiler.compile_pdf(paper, said, created_at=_made_at(said), part="a-2a")
    said["attachments"] = [
        {
            "name": item.name,
            "data": list(item.data),
            "media_type": item.media_type,
            "description": item.description or item.name,
        }
        for item in attachments
    ]
    return compiler.compile_pdf(paper, said, created_at=_made_at(said), part="a-3a")


def find_signature_box(template: str, data: Mapping[str, Any]) -> SignatureBox | None:
    """Return where the laid-out paper leaves room for a visible signature; None if nowhere."""
    found = compiler.query_label(papers[template], _prepared(data), "signature-box")
    if not found:
        return None
    place = found[0]
    left, top = float(place["x"]), float(place["y"])
    width, height = float(place["width"]), float(place["height"])
    floor = float(place["page_height"]) - top - height
    return SignatureBox(
        page=int(place["page"]) - 1, box=(left, floor, left + width, floor + height)
    )


def date_in_words(day: date) -> str:
    """Return `day` as civil-status papers spell it: "Ngày mười hai tháng tám năm hai nghìn…"."""
    return words.date_in_words(day)


def _prepared(data: Mapping[str, Any]) -> dict[str, Any]:
    said = _said(dict(data))
    assert isinstance(said, dict)
    said.setdefault("attachments", [])
    if address := said.get("qr"):
        said["qr_svg"] = qr_svg(str(address))
    return said


def _made_at(data: Mapping[str, Any]) -> datetime:
    said = data.get("made_at")
    return datetime.fromisoformat(said) if said else clock.now().replace(microsecond=0)


def _said(value: Any) -> Any:
    if isinstance(value, str):
        if _MOMENT.fullmatch(value):
            return clock.local(datetime.fromisoformat(value)).isoformat(timespec="seconds")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {str(key): _said(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_said(inner) for inner in value]
    return value

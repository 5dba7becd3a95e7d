"""Words of the papers: a paper's template, a place for a signature, a file inside a paper."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A template by its name; the file belongs to the app that knows what it says."""

    name: str  # "receipt", "birth-certificate"
    path: Path


@dataclass(frozen=True, kw_only=True)
class SignatureBox:
    """Where the template leaves room for a visible signature.

    `page` counts from 0; the box is (left, bottom, right, top) in PDF points
    (1/72 inch) from the lower left corner of the page.
    """

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file carried inside the PDF, for machines: the same facts as the page says."""

    name: str  # "birth.json"
    data: bytes
    media_type: str = "application/json"
    description: str = ""


class PaperError(Exception):
    """The template and the data do not fit; `template` and the message say where.

    This is a fault of the program, not of what somebody typed: it is not a refusal.
    """

    def __init__(self, template: str, message: str) -> None:
        super().__init__(f"Paper {template}: {message}")
        self.template = template

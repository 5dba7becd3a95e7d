"""Words of files. No models here."""

from dataclasses import dataclass

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
PAPERS = (PDF, JPEG, PNG)

EXTENSIONS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
SHORT_NAMES = {PDF: "PDF", JPEG: "JPG", PNG: "PNG"}


class BadFile(Exception):  # noqa: N818  a finding, turned into a refusal by the service
    """The content is not what we take; `code` says why, as a message code."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What the bytes turned out to be. Width and height are in pixels, 0 for a PDF."""

    content_type: str
    width: int = 0
    height: int = 0

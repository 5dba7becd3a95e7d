"""Handing files out, so that no browser runs what a stranger sent us.

Call `serve_file` from a view that has already asked whether this reader may.
"""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from .models import StoredFile
from .selectors import open_file
from .types import PAPERS, PDF

# `sandbox` would also keep Chromium's PDF viewer from starting; a PDF gets the rest.
_SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def serve_file(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """Answer with the bytes: as a download, or shown in place (`inline`) when it is a paper."""
    shown = inline and file.content_type in PAPERS
    response = FileResponse(open_file(file), content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    disposition = content_disposition_header(as_attachment=not shown, filename=file.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        _VIEWER if shown and file.content_type == PDF else _SANDBOX
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response

"""Publishing forms, and answering them: begin, save a page, check, freeze."""

from tinhso.engines.forms.selectors import list_drafts

from .draft import check_draft, fill_draft, freeze_draft, start_draft
from .publish import publish_document
from .save import remove_upload, save_page

__all__ = [
    "check_draft",
    "fill_draft",
    "freeze_draft",
    "list_drafts",
    "publish_document",
    "remove_upload",
    "save_page",
    "start_draft",
]

"""Answers told to a reader: labels, values in words, origins, section by section."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.text import mask_number

from .answers import get_at, is_empty, visible_fields, visible_pages
from .types import AnswerLine, AnswerSection, Document, Field, Section


def origin_words(code: str) -> str:
    """Say where an answer came from."""
    return {
        "population": _("population database"),
        "account": _("your VNeID account"),
        "vault": _("document store"),
        "earlier_case": _("earlier application"),
        "typed": _("typed"),
    }.get(code, "")


def describe(
    document: Document,
    answers: Mapping[str, Any],
    origins: Mapping[str, Any],
    *,
    done_pages: Sequence[str] | None,
    masked: bool = True,
) -> list[AnswerSection]:
    """Return the visible answers; `done_pages` None means that all was answered."""
    shown = {page.id: page for page in visible_pages(document, answers)}
    told = []
    for section in document.sections:
        pages = [page_id for page_id in section.pages if page_id in shown]
        if not pages:
            continue
        lines = tuple(
            _line(field, page_id, answers, origins, masked)
            for page_id in pages
            for field in visible_fields(shown[page_id], answers)
        )
        told.append(_section(section, pages, lines, done_pages))
    return told


def _section(
    section: Section,
    pages: Sequence[str],
    lines: tuple[AnswerLine, ...],
    done_pages: Sequence[str] | None,
) -> AnswerSection:
    done = [page for page in pages if done_pages is None or page in done_pages]
    state = "done" if len(done) == len(pages) else "started" if done else "todo"
    todo = [page for page in pages if page not in done]
    origins = {line.origin for line in lines if line.value or line.files}
    return AnswerSection(
        id=section.id,
        title=section.title,
        lines=lines,
        state=state,
        first_page=todo[0] if todo else pages[0],
        origin=origins.pop() if len(origins) == 1 and lines[0].is_locked else "",
    )


def _line(
    field: Field, page_id: str, answers: Mapping[str, Any], origins: Mapping[str, Any], masked: bool
) -> AnswerLine:
    origin = origins.get(field.keys[0]) or {}
    code = str(origin.get("code", "typed"))
    value = get_at(answers, field.keys[-1])
    files = tuple(_files(value)) if field.kind == "files" else ()
    return AnswerLine(
        path=field.path,
        page=page_id,
        label=field.called,
        value="" if files else value_in_words(field, value, masked=masked),
        origin_code=code,
        origin=origin_words(code),
        is_locked=bool(origin.get("locked")),
        files=files,
    )


def _files(uids: Any) -> list[tuple[str, str]]:
    found = []
    for uid in uids or []:
        try:
            found.append((str(uid), get_file(uid).name))
        except NotFound:
            continue
    return found


def value_in_words(field: Field, value: Any, *, masked: bool = True) -> str:
    """Say one value as a person reads it: dates dd/mm/yyyy, options by their label."""
    if is_empty(value):
        return ""
    if value is True:
        return _("Yes")
    if field.options:
        language = get_language() or "vi"
        for option in field.options:
            if str(option["value"]) == str(value):
                label = option["label"]
                return str(label.get(language) or label["vi"])
    if field.kind == "date":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    if masked and field.is_private:
        return mask_number(str(value))
    return str(value)

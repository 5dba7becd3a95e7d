"""Answers as nested values by dotted path; what is hidden is neither asked for nor kept."""

import copy
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from tinhso.foundation.kernel.rules import holds

from .types import Answers, Document, Field, Page


def get_at(answers: Mapping[str, Any], path: str) -> Any:
    value: Any = answers
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def set_at(answers: Answers, path: str, value: Any) -> None:
    *above, last = path.split(".")
    here = answers
    for name in above:
        below = here.get(name)
        if not isinstance(below, dict):
            below = {}
            here[name] = below
        here = below
    if value is None:
        here.pop(last, None)
    else:
        here[last] = value


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value is False


def visible_pages(document: Document, answers: Mapping[str, Any]) -> list[Page]:
    return [page for page in document.pages if holds(page.show_if, answers)]


def visible_fields(page: Page, answers: Mapping[str, Any]) -> list[Field]:
    return [field for field in page.fields if holds(field.show_if, answers)]


def fingerprint(page: Page, answers: Mapping[str, Any]) -> str:
    """Return a mark of the answers to one page, to see that another window changed them."""
    said = [get_at(answers, key) for field in page.fields for key in field.keys]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def prune(document: Document, answers: Mapping[str, Any]) -> Answers:
    """Return the answers without those to questions that are hidden now.

    Hiding one answer may hide another question, so this is repeated until nothing changes.
    """
    kept = copy.deepcopy(dict(answers))
    for _ in range(len(document.pages) + 1):
        shown = {
            key
            for page in visible_pages(document, kept)
            for field in visible_fields(page, kept)
            for key in field.keys
        }
        hidden = [
            key
            for field in document.fields
            for key in field.keys
            if key not in shown and get_at(kept, key) is not None
        ]
        if not hidden:
            break
        for key in hidden:
            set_at(kept, key, None)
    return _without_empty(kept)


def _without_empty(answers: Mapping[str, Any]) -> Answers:
    return {
        name: _without_empty(value) if isinstance(value, Mapping) else value
        for name, value in answers.items()
        if not (isinstance(value, Mapping) and not _without_empty(value))
    }

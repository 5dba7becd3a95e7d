"""What is wrong with answers: the schema's verdict on each shown question, in plain sentences.

Only questions shown now are judged, so that page and schema cannot disagree: what is hidden
is neither required nor kept.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from tinhso.foundation.kernel.rules import holds
from tinhso.foundation.kernel.types import Problem

from .answers import get_at, is_empty, visible_fields, visible_pages
from .documents import is_required, part_at
from .types import Document, Field, Page

_BY_KEYWORD = {
    "minLength": "forms.too_short",
    "maxLength": "forms.too_long",
    "minimum": "forms.too_small",
    "maximum": "forms.too_large",
    "maxItems": "forms.too_many_files",
    "enum": "forms.choose",
}
_BY_KIND = {
    "personal_number": "forms.personal_number",
    "phone": "forms.phone",
    "email": "forms.email",
    "date": "forms.bad_date",
    "number": "forms.not_a_number",
}
_WHEN_EMPTY = {
    "radios": "forms.choose",
    "select": "forms.choose",
    "place": "forms.choose_place",
    "files": "forms.upload",
    "declaration": "forms.agree",
    "checkbox": "forms.agree",
}


def find_problems(document: Document, answers: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of every shown page, in the order of the pages."""
    found: list[Problem] = []
    for page in visible_pages(document, answers):
        found += page_problems(document, page, answers)
    return found


def page_problems(document: Document, page: Page, answers: Mapping[str, Any]) -> list[Problem]:
    """Return at most one problem a question, as its reader would correct them from the top."""
    found = []
    for field in visible_fields(page, answers):
        problem = field_problem(document, field, answers)
        if problem is not None:
            found.append(problem)
    return found


def field_problem(
    document: Document, field: Field, answers: Mapping[str, Any]
) -> Problem | None:
    value = get_at(answers, field.keys[0])
    if is_empty(value):
        if is_required(document.schema, field.keys[0]):
            return problem_of(field, _WHEN_EMPTY.get(field.kind, "forms.enter"))
        return None
    part = part_at(document.schema, field.keys[0])
    for error in _validator(json.dumps(part, sort_keys=True)).iter_errors(value):
        keyword = error.kind.name
        limit = getattr(error.kind, "limit", "")
        code = _BY_KEYWORD.get(keyword) or _BY_KIND.get(field.kind, "forms.wrong")
        return problem_of(field, code, limit=limit)
    for check in field.checks:
        if not holds(check["rule"], answers):
            return problem_of(field, "forms.said", text=dict(check["message"]))
    return None


def problem_of(field: Field, code: str, **params: Any) -> Problem:
    return Problem(field=field.path, code=code, params={"label": noun_of(field), **params})


def noun_of(field: Field) -> dict[str, str]:
    """Return how a sentence names the field: the label with a small first letter."""
    if field.noun:
        return dict(field.noun)
    return {code: said[:1].lower() + said[1:] for code, said in field.label.items()}


@lru_cache(maxsize=2048)
def _validator(part: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads(part), validate_formats=True)

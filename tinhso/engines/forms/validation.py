"""Are the answers right? The schema decides, on what is shown now; errors speak our languages."""

import copy
from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from tinhso.foundation.kernel.rules import holds
from tinhso.foundation.kernel.types import Problem

from .answers import get_at, is_empty, prune, visible_fields, visible_pages
from .documents import is_required, part_at
from .types import Document, Field, Page

_CODES = {
    "required": "forms.needed",
    "minLength": "forms.too_short",
    "maxLength": "forms.too_long",
    "minimum": "forms.too_small",
    "maximum": "forms.too_large",
    "minItems": "forms.file_needed",
    "maxItems": "forms.too_many_files",
    "pattern": "forms.wrong_form",
    "enum": "forms.choose",
    "const": "forms.must_agree",
    "format": "forms.wrong_form",
    "type": "forms.wrong_form",
}
_NEEDED = {
    "date": "forms.date_needed",
    "radios": "forms.choose",
    "select": "forms.choose",
    "place": "forms.place_needed",
    "files": "forms.file_needed",
    "declaration": "forms.must_agree",
    "checkbox": "forms.must_agree",
}


def effective_schema(document: Document, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of what is asked now: hidden questions are neither allowed nor required."""
    shown = {
        key
        for page in visible_pages(document, answers)
        for field in visible_fields(page, answers)
        for key in field.keys
    }
    return _cut(copy.deepcopy(dict(document.schema)), "", shown)


def _cut(part: dict[str, Any], prefix: str, shown: set[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, below in part.get("properties", {}).items():
        path = f"{prefix}{name}"
        if below.get("type") == "object":
            inner = _cut(below, f"{path}.", shown)
            if inner["properties"]:
                kept[name] = inner
        elif path in shown:
            kept[name] = below
    part["properties"] = kept
    part["required"] = [name for name in part.get("required", ()) if name in kept]
    part["additionalProperties"] = False
    return part


def check_field(document: Document, field: Field, answers: Mapping[str, Any]) -> list[Problem]:
    """Return the first thing wrong with one visible field, by its part of the schema."""
    key = field.keys[0]
    value = get_at(answers, key)
    if is_empty(value):
        if is_required(document.schema, key):
            code = _NEEDED.get(field.kind, "forms.needed")
            return [Problem(field=field.path, code=code, params={"label": field.called})]
        return []
    part = part_at(document.schema, key)
    validator = jsonschema_rs.validator_for(dict(part), validate_formats=True)
    for error in validator.iter_errors(value):
        name = error.kind.name
        params = {"label": field.called, "limit": part.get(name, "")}
        return [Problem(field=field.path, code=_CODES.get(name, "forms.wrong_form"), params=params)]
    return []


def check_page(document: Document, page: Page, answers: Mapping[str, Any]) -> list[Problem]:
    return [
        problem
        for field in visible_fields(page, answers)
        for problem in check_field(document, field, answers)
    ]


def _check_stops(document: Document, answers: Mapping[str, Any]) -> list[Problem]:
    """Return what leads elsewhere: what another procedure is for is not submitted."""
    return [
        Problem(
            field=page.fields[0].path,
            code="forms.goes_elsewhere",
            params={"label": page.fields[0].called, "why": dict(stop.title)},
        )
        for page in visible_pages(document, answers)
        for stop in page.stops
        if page.fields and holds(stop.rule, answers)
    ]


def check_all(document: Document, answers: Mapping[str, Any]) -> list[Problem]:
    """Return what keeps the answers from being submitted, page by page.

    The last word is the effective schema over the pruned answers, so that a page that
    forgets to ask cannot let an unlawful answer through.
    """
    problems = [
        problem
        for page in visible_pages(document, answers)
        for problem in check_page(document, page, answers)
    ]
    problems += _check_stops(document, answers)
    if problems:
        return problems
    pruned = prune(document, answers)
    validator = jsonschema_rs.validator_for(
        effective_schema(document, pruned), validate_formats=True
    )
    return [
        Problem(
            field=".".join(str(step) for step in error.instance_path),
            code="forms.wrong_form",
            params={"label": ".".join(str(step) for step in error.instance_path)},
        )
        for error in validator.iter_errors(pruned)
    ]

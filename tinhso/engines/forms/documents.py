"""Reading a form document, and finding what is wrong with one before it is published."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from tinhso.foundation.kernel.rules import check_rule

from .types import KINDS, Document, Field, Page, Section, Stop

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def read_document(said: Mapping[str, Any]) -> Document:
    """Return the document as objects; KeyError where a needed part is missing."""
    return Document(
        code=said["code"],
        title=said["title"],
        schema=said["schema"],
        sections=tuple(
            Section(id=s["id"], title=s["title"], pages=tuple(s["pages"])) for s in said["sections"]
        ),
        pages=tuple(_page(page) for page in said["pages"]),
    )


def _page(said: Mapping[str, Any]) -> Page:
    return Page(
        id=said["id"],
        title=said["title"],
        hint=said.get("hint", {}),
        fields=tuple(Field(**one) for one in said["fields"]),
        show_if=said.get("show_if"),
        stops=tuple(
            Stop(rule=s["if"], title=s["title"], text=s["text"], links=s.get("links", ()))
            for s in said.get("stops", ())
        ),
    )


def check_document(said: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a document, in plain English; nothing when it may be published."""
    try:
        document = read_document(said)
        jsonschema_rs.validator_for(dict(document.schema), validate_formats=True)
    except (KeyError, TypeError, ValueError) as error:
        return [f"the document cannot be read: {error}"]
    problems = [] if document.schema.get("$schema") == DIALECT else ["the schema is not 2020-12"]
    problems += _check_words(document)
    problems += _check_paths(document)
    problems += _check_order(document)
    for page in document.pages:
        rules = [page.show_if, *(f.show_if for f in page.fields), *(s.rule for s in page.stops)]
        problems += [f"page {page.id}: {wrong}" for rule in rules for wrong in check_rule(rule)]
    return problems


def _check_words(document: Document) -> list[str]:
    said = [("the form", document.title)]
    said += [(f"section {s.id}", s.title) for s in document.sections]
    said += [(f"page {p.id}", p.title) for p in document.pages]
    said += [(f"field {f.path}", f.label) for f in document.fields]
    said += [(f"{f.path}={o['value']}", o["label"]) for f in document.fields for o in f.options]
    return [f"{what} has no label in {x}" for what, w in said for x in ("vi", "en") if not w.get(x)]


def _check_paths(document: Document) -> list[str]:
    asked = [key for field in document.fields for key in field.keys]
    known = set(leaves(document.schema))
    problems = [
        f"field kind {f.kind} of {f.path} is unknown"
        for f in document.fields
        if f.kind not in KINDS
    ]
    problems += [
        f"{path} is asked twice" for path in sorted({p for p in asked if asked.count(p) > 1})
    ]
    problems += [f"{path} is asked but not in the schema" for path in sorted(set(asked) - known)]
    problems += [f"{path} is in the schema but never asked" for path in sorted(known - set(asked))]
    return problems


def _check_order(document: Document) -> list[str]:
    listed = [page for section in document.sections for page in section.pages]
    ids = [page.id for page in document.pages]
    return [] if listed == ids else ["sections do not list the pages once each and in order"]


def leaves(schema: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the dotted paths of what a schema asks, objects opened, arrays closed."""
    for name, part in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        if part.get("type") == "object":
            yield from leaves(part, f"{path}.")
        else:
            yield path


def part_at(schema: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """Return the schema of one leaf."""
    part: Mapping[str, Any] = schema
    for name in path.split("."):
        part = part["properties"][name]
    return part


def is_required(schema: Mapping[str, Any], path: str) -> bool:
    """Say whether the object that holds the leaf requires it."""
    *above, name = path.split(".")
    part: Mapping[str, Any] = schema
    for step in above:
        part = part["properties"][step]
    return name in part.get("required", ())

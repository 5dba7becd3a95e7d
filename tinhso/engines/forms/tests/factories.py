"""A small form with one of each difficulty, and the birth form as it is published."""

import json
from typing import Any

from django.conf import settings

from tinhso.engines.forms import services
from tinhso.engines.forms.models import Form


def words(said: str) -> dict[str, str]:
    return {"vi": said, "en": said}


def small_document() -> dict[str, Any]:
    married = {"==": [{"var": "is_married"}, "yes"]}
    return {
        "code": "small",
        "title": words("Small form"),
        "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "required": ["name", "is_married", "spouse"],
            "properties": {
                "name": {"type": "string", "minLength": 2, "maxLength": 40},
                "email": {"type": "string", "format": "email"},
                "born_on": {"type": "string", "format": "date"},
                "copies": {"type": "integer", "minimum": 0, "maximum": 20},
                "is_married": {"type": "string", "enum": ["yes", "no", "abroad"]},
                "spouse": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"type": "string", "minLength": 2}},
                },
                "papers": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
            },
        },
        "sections": [
            {"id": "you", "title": words("You"), "pages": ["you", "married"]},
            {"id": "more", "title": words("More"), "pages": ["spouse", "papers"]},
        ],
        "pages": [
            {
                "id": "you",
                "title": words("You"),
                "fields": [
                    {"path": "name", "kind": "name", "label": words("Your name")},
                    {"path": "email", "kind": "email", "label": words("E-mail")},
                    {"path": "born_on", "kind": "date", "label": words("Date of birth")},
                    {"path": "copies", "kind": "number", "label": words("Copies")},
                ],
            },
            {
                "id": "married",
                "title": words("Are you married?"),
                "fields": [
                    {
                        "path": "is_married",
                        "kind": "radios",
                        "label": words("Are you married?"),
                        "options": [
                            {"value": "yes", "label": words("Yes")},
                            {"value": "no", "label": words("No")},
                            {"value": "abroad", "label": words("Abroad")},
                        ],
                    }
                ],
                "stops": [
                    {
                        "if": {"==": [{"var": "is_married"}, "abroad"]},
                        "title": words("Another procedure"),
                        "text": words("Go there."),
                        "links": [{"url": "/elsewhere/", "label": words("There")}],
                    }
                ],
            },
            {
                "id": "spouse",
                "title": words("Your spouse"),
                "show_if": married,
                "fields": [
                    {"path": "spouse.name", "kind": "name", "label": words("Spouse's name")}
                ],
            },
            {
                "id": "papers",
                "title": words("Papers"),
                "fields": [{"path": "papers", "kind": "files", "label": words("Papers")}],
            },
        ],
    }


def publish_small() -> Form:
    return services.publish_document(small_document())


def birth_document() -> dict[str, Any]:
    path = settings.BASE_DIR / "tinhso/systems/procedures/data/1.001193/form.json"
    document: dict[str, Any] = json.loads(path.read_text())
    return document

"""The API's page for people: the OpenAPI document, told without a script or a foreign host."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .api import api

SHARED = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A parameter or a field: its name, its type in words, what it means."""

    name: str
    type: str
    is_required: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: str
    text: str
    shape: str  # name of a schema, "" when there is none


@dataclass(frozen=True, kw_only=True)
class Operation:
    id: str
    method: str
    path: str
    text: str
    needs_sign_in: bool
    parameters: tuple[Row, ...]
    body: str  # name of a schema
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Shape:
    name: str
    rows: tuple[Row, ...]


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """List every operation with its parameters, answers and shapes, as the document says."""
    document = api.get_openapi_schema()
    context = {
        "title": document["info"]["title"],
        "version": document["info"]["version"],
        "openapi": document["openapi"],
        "operations": read_operations(document),
        "shapes": read_shapes(document),
    }
    return render(request, "publicapi/docs.html", context)


def read_operations(document: Mapping[str, Any]) -> list[Operation]:
    return [
        Operation(
            id=said["operationId"].rsplit("_api_", 1)[-1],
            method=method.upper(),
            path=path,
            text=said.get("description", ""),
            needs_sign_in=bool(said.get("security")),
            parameters=tuple(
                Row(
                    name=one["name"],
                    type=type_of(one["schema"]),
                    is_required=bool(one.get("required")),
                    text=one.get("description", "") or one["schema"].get("description", ""),
                )
                for one in said.get("parameters", ())
            ),
            body=_shape_in(said.get("requestBody", {})),
            answers=tuple(
                Answer(status=str(status), text=one.get("description", ""), shape=_shape_in(one))
                for status, one in sorted(said["responses"].items(), key=lambda pair: str(pair[0]))
            ),
        )
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    ]


def read_shapes(document: Mapping[str, Any]) -> list[Shape]:
    return [
        Shape(
            name=name,
            rows=tuple(
                Row(
                    name=field,
                    type=type_of(part),
                    is_required=field in said.get("required", ()),
                    text=part.get("description", ""),
                )
                for field, part in said.get("properties", {}).items()
            ),
        )
        for name, said in sorted(document["components"]["schemas"].items())
    ]


def type_of(schema: Mapping[str, Any]) -> str:
    """Say a JSON Schema in a few words: "list of StepOut", "date-time or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(SHARED)
    if "anyOf" in schema:
        return _(" or ").join(type_of(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return _("list of %(what)s") % {"what": type_of(schema.get("items", {}))}
    return str(schema.get("format") or schema.get("type", ""))


def _shape_in(said: Mapping[str, Any]) -> str:
    for content in said.get("content", {}).values():
        return type_of(content.get("schema", {}))
    return ""

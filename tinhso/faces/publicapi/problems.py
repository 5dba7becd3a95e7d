"""Refusals of the API: RFC 9457 problem details for every 4xx, also for ninja's own."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from tinhso.foundation.kernel import logs


class FieldProblem(Schema):
    field: str
    code: str
    message: str


class Problem(Schema):
    """What the reader may do about it stands in `title`; `request_id` finds it in the logs."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    request_id: str = ""
    problems: list[FieldProblem] = Field(default_factory=list)


def refusals(*statuses: int) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that may be refused in these ways."""
    titles = {
        400: "The body is not JSON",
        401: "Sign in first",
        403: "Not with this person's rights",
        404: "There is no such thing, or the reader may not know of it",
        422: "A value cannot be taken",
        429: "Too many wrong tries from this address",
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "responses": {
            status: {
                "description": titles[status],
                "content": {"application/problem+json": {"schema": schema}},
            }
            for status in statuses
        }
    }


class Api(NinjaAPI):
    """An API whose own refusals speak like ours, and whose document says so."""

    def set_default_exception_handlers(self) -> None:
        super().set_default_exception_handlers()
        self.exception_handler(ValidationError)(_invalid)
        self.exception_handler(AuthenticationError)(_unknown)
        self.exception_handler(HttpError)(_refused)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        document["openapi"] = "3.1.0"
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        inner = schema.pop("$defs")
        document["components"]["schemas"].update({"Problem": schema, **inner})
        return document


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        {
            "field": ".".join(str(part) for part in one["loc"][1:]),
            "code": one["type"],
            "message": one["msg"],
        }
        for one in error.errors
    ]
    return _problem(422, "kernel.invalid", _("A value cannot be taken."), problems)


def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return _problem(401, "publicapi.sign_in", _("Sign in first."))


def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return _problem(error.status_code, "publicapi.refused", str(error))


def _problem(
    status: int, code: str, title: str, problems: Sequence[dict[str, str]] = ()
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "request_id": logs.request_id.get(),
        "problems": list(problems),
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")

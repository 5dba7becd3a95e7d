"""A field as its template needs it: value or what was typed, error, options, hits, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tinhso.engines.forms.answers import get_at, visible_fields
from tinhso.engines.forms.documents import is_required
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.telling import origin_words, value_in_words
from tinhso.engines.forms.types import Field, Page, PageResult
from tinhso.foundation.directory import selectors as directory
from tinhso.foundation.directory.types import PlaceHit
from tinhso.foundation.files.selectors import get_file
from tinhso.foundation.kernel.refusals import NotFound
from tinhso.foundation.kernel.sentences import say
from tinhso.foundation.kernel.types import Problem

GROUPS = ("date", "radios", "place")
INPUT_TYPES = {"email": "email", "phone": "tel"}


@dataclass(frozen=True, kw_only=True)
class DatePart:
    name: str
    label: str
    value: str
    width: int


@dataclass(frozen=True, kw_only=True)
class FieldView:
    field: Field
    name: str
    error: str
    value: str
    words: str
    is_locked: bool
    origin: str
    is_optional: bool
    parts: tuple[DatePart, ...] = ()
    hits: tuple[PlaceHit, ...] = ()
    place: str = ""
    place_text: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        return self.field.kind

    @property
    def is_group(self) -> bool:
        """Say whether a legend, not a label, names it."""
        return self.kind in GROUPS

    @property
    def anchor(self) -> str:
        """Return the id that the error summary leads to."""
        if self.kind == "date":
            return f"{self.name}-day"
        if self.kind == "place":
            return f"{self.name}-text"
        if self.kind == "radios":
            return f"{self.name}-1"
        return self.name

    @property
    def input_type(self) -> str:
        return INPUT_TYPES.get(self.kind, "text")

    @property
    def is_numeric(self) -> bool:
        return self.kind in ("number", "personal_number", "phone")

    @property
    def described_by(self) -> str:
        ids = [f"{self.name}-hint"] if self.field.hint else []
        return " ".join([*ids, f"{self.name}-error"] if self.error else ids)


def view_fields(
    draft: Draft, page: Page, result: PageResult, posted: QueryDict | None
) -> list[FieldView]:
    errors = {problem.field: say(problem.code, problem.params) for problem in result.problems}
    typed = result.typed if posted is not None else {}
    return [
        _view(draft, field, errors.get(field.path, ""), typed)
        for field in visible_fields(page, draft.answers)
    ]


def _view(draft: Draft, field: Field, error: str, typed: Mapping[str, Any]) -> FieldView:
    value = get_at(draft.answers, field.keys[0])
    origin = draft.origin_of(field.keys[0])
    shown = str(typed.get(field.name, "" if value is None or isinstance(value, list) else value))
    if field.kind == "select" and not shown and len(field.options) == 1:
        shown = str(field.options[0]["value"])
    words = value_in_words(field, get_at(draft.answers, field.keys[-1]), masked=field.is_private)
    return FieldView(
        field=field,
        name=field.name,
        error=error,
        value=shown,
        words=words,
        is_locked=draft.is_locked(field.keys[0]),
        origin=origin_words(origin) if origin != "typed" else "",
        is_optional=not is_required(draft.form.reading.schema, field.keys[0]),
        parts=_date_parts(field, value, typed) if field.kind == "date" else (),
        hits=tuple(_hits(field, typed)) if field.kind == "place" and error else (),
        place=str(value or "") if field.kind == "place" else "",
        place_text=str(typed.get(f"{field.name}-text", words)),
        files=tuple(_files(value)) if field.kind == "files" else (),
    )


def _date_parts(field: Field, value: Any, typed: Mapping[str, Any]) -> tuple[DatePart, ...]:
    year, month, day = str(value).split("-") if value else ("", "", "")
    rows = (
        ("day", _("Day"), day, 2),
        ("month", _("Month"), month, 2),
        ("year", _("Year"), year, 4),
    )
    return tuple(
        DatePart(
            name=f"{field.name}-{code}",
            label=label,
            value=str(typed.get(f"{field.name}-{code}", known.lstrip("0"))),
            width=width,
        )
        for code, label, known, width in rows
    )


def _hits(field: Field, typed: Mapping[str, Any]) -> Sequence[PlaceHit]:
    text = str(typed.get(f"{field.name}-text", ""))
    return directory.search_places(text, limit=8) if text else []


def _files(value: Any) -> list[tuple[str, str]]:
    found = []
    for uid in value or []:
        try:
            found.append((str(uid), get_file(uid).name))
        except NotFound:
            continue
    return found


def summary_of(fields: Sequence[FieldView], problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Return the error summary: the same words as at the fields, each leading to its field."""
    by_path = {view.field.path: view for view in fields}
    return [
        {
            "text": say(problem.code, problem.params),
            "href": f"#{by_path[problem.field].anchor}" if problem.field in by_path else "",
        }
        for problem in problems
    ]

"""Shapes of the answers. Moments are ISO 8601 with offset; names come in vi and en."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import BeforeValidator


class Words(Schema):
    vi: str
    en: str = ""


class ProcedureOut(Schema):
    code: str = Field(examples=["1.001193"])
    name: Words
    sector: str


class TrackIn(Schema):
    code: str = Field(max_length=40, examples=["H99.112-260813-0001"])
    secret: str = Field(max_length=20, description="The secret printed on the receipt")


class StepOut(Schema):
    title: str
    state: str = Field(description="done, now or todo")
    at: datetime | None


class TrackOut(Schema):
    code: str
    status: int = Field(description="Status 1–10 of the national sync")
    status_name: str
    submitted_at: datetime
    due_at: datetime | None
    steps: list[StepOut]


class CaseOut(Schema):
    code: str
    procedure: str
    about: str
    agency: str
    status: int
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None


class ResultOut(Schema):
    title: Words
    issuer: Words
    issued_on: date
    status: str
    masked_name: str


# A figure's words are lazy until a reader's language is known.
Said = Annotated[str, BeforeValidator(str)]


class FigureOut(Schema):
    code: str
    name: Said
    definition: Said
    version: str
    unit: str
    value: float | None
    numerator: int | None
    denominator: int | None
    as_of: datetime


class Page(Schema):
    total: int
    page: int
    pages: int


class CasesOut(Page):
    items: list[CaseOut]

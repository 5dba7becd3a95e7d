"""Words of forms: a document with pages and fields, what a page gave back, frozen answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tinhso.foundation.kernel.types import Problem

Words = Mapping[str, str]  # {"vi", "en"}
Answers = dict[str, Any]

KINDS = frozenset(
    [
        "text",
        "textarea",
        "name",
        "number",
        "personal_number",
        "phone",
        "email",
        "date",
        "radios",
        "checkbox",
        "select",
        "place",
        "files",
        "declaration",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `path` is its place in the answers ("child.born_on")."""

    path: str
    kind: str
    label: Words
    hint: Words = field(default_factory=dict)
    options: Sequence[Mapping[str, Any]] = ()
    show_if: Any = None
    width: str = ""
    autocomplete: str = ""
    is_private: bool = False  # masked where it is only read again
    noun: Words = field(default_factory=dict)  # its name in errors and summaries

    @property
    def name(self) -> str:
        """Return the name of its input: "child-born_on"."""
        return self.path.replace(".", "-")

    @property
    def called(self) -> Words:
        """Return how errors and summaries call it: a question's label is no name."""
        return self.noun or self.label

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the paths that it writes: a place has a code and a text."""
        if self.kind == "place":
            return (f"{self.path}.place", f"{self.path}.text")
        return (self.path,)


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Where a page ends the way: this form is not for you, and here is the right one."""

    rule: Any
    title: Words
    text: Words
    links: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    id: str
    title: Words
    hint: Words = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    show_if: Any = None
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A line of the task list."""

    id: str
    title: Words
    pages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole form: what is asked (schema) and how (sections, pages, fields)."""

    code: str
    title: Words
    schema: Mapping[str, Any]
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)

    @property
    def fields(self) -> list[Field]:
        return [one for page in self.pages for one in page.fields]


@dataclass(frozen=True, kw_only=True)
class Prefill:
    """A value that the State already has: where it goes, where it came from."""

    path: str
    value: Any
    origin: str  # "population", "account", "vault", …
    is_locked: bool = True  # the citizen may not change it here


@dataclass(frozen=True, kw_only=True)
class PageResult:
    """What became of a page that was sent in."""

    problems: tuple[Problem, ...]
    next_page: str | None = None  # None: all pages answered, go and check
    stop: Stop | None = None
    is_stale: bool = False  # another window saved in between
    typed: Mapping[str, Any] = field(default_factory=dict)  # to show again, as typed


@dataclass(frozen=True, kw_only=True)
class FrozenAnswers:
    answers: Answers
    origins: dict[str, Any]
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One answer to read: label, value in words, origin."""

    path: str
    page: str
    label: Words
    value: str
    origin_code: str
    origin: str
    is_locked: bool
    files: tuple[tuple[str, str], ...] = ()  # (uid, name)


@dataclass(frozen=True, kw_only=True)
class AnswerSection:
    id: str
    title: Words
    lines: tuple[AnswerLine, ...]
    state: str  # "done", "started", "todo"
    first_page: str
    origin: str = ""  # when all of it comes from one register

"""Refusals: what a service or selector raises when it will not do what is asked.

One middleware (`ui.middleware`) turns each into its page or JSON answer, so
views hold no error handling. `code` is a message code (see `kernel.sentences`),
`params` its values: the reader sees it in their own language.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from .types import Problem


class Refusal(Exception):  # noqa: N818  an answer, not a breakdown
    """A refusal that a person can understand and act upon."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class NotFound(Refusal):
    """There is no such thing, or this actor may not know that there is."""

    status = 404


class Forbidden(Refusal):
    """The actor may know of the thing, but not do this with it."""

    status = 403


class Conflict(Refusal):
    """The thing is not in the state that this act needs."""

    status = 409


class Invalid(Refusal):
    """What was typed cannot be taken; `problems` says where and why."""

    status = 422

    def __init__(self, problems: Sequence[Problem], code: str = "kernel.invalid") -> None:
        super().__init__(code, count=len(problems))
        self.problems = tuple(problems)


class TooMany(Refusal):
    """A rate limit; `params["seconds"]` says when to come back."""

    status = 429


class Unavailable(Refusal):
    """Somebody outside does not answer; nothing was lost and it will be tried again."""

    status = 503

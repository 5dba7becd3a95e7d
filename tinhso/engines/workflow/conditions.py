"""Conditions on flows, in the rule language of the forms (JsonLogic as JSON text)."""

import json
from typing import Any

from tinhso.foundation.kernel import rules

LANGUAGE = "https://jsonlogic.com"
LANGUAGES = frozenset({LANGUAGE, LANGUAGE + "/", "jsonlogic", "json-logic"})
MAX_LENGTH = 10_000


class BadConditionError(ValueError):
    """The text is not a rule."""


def is_known_language(language: str) -> bool:
    return language.strip().lower() in LANGUAGES


def read_condition(text: str) -> Any:
    """Return the rule written in `text`; raise BadConditionError when it is none."""
    if len(text) > MAX_LENGTH:
        raise BadConditionError("too long")
    try:
        rule = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadConditionError("not JSON") from error
    if not isinstance(rule, dict):
        raise BadConditionError("not a rule")
    if problems := rules.check_rule(rule):
        raise BadConditionError(problems[0])
    return rule

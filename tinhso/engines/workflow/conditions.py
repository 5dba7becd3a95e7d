"""Conditions on flows, in the rule language of the forms (JsonLogic as JSON text)."""

import json
from collections.abc import Mapping
from typing import Any

LANGUAGE = "https://jsonlogic.com"
LANGUAGES = frozenset({LANGUAGE, LANGUAGE + "/", "jsonlogic", "json-logic"})
MAX_LENGTH = 10_000
MAX_DEPTH = 30


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
    _check_shape(rule, 0)
    if not isinstance(rule, dict):
        raise BadConditionError("not a rule")
    return rule


def _check_shape(rule: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise BadConditionError("too deep")
    if isinstance(rule, dict):
        if len(rule) != 1:
            raise BadConditionError("an operation has one operator")
        for operands in rule.values():
            _check_shape(operands, depth + 1)
    elif isinstance(rule, list):
        for part in rule:
            _check_shape(part, depth + 1)


def holds(rule: Any, variables: Mapping[str, Any]) -> bool:
    """Say whether `rule` is true of `variables`."""
    from tinhso.foundation.kernel import rules

    return bool(rules.evaluate(rule, dict(variables)))

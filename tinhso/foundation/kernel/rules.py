"""The rule language of forms and processes: JsonLogic, with a few operators about dates.

A rule is JSON: `{"==": [{"var": "child.sex"}, "female"]}`. The cases that define it lie in
`tests/rules/*.json` ({rule, data, expected}); an engine in another language must agree with
them. Own operators: `today` (ISO date), `age_in_days` of an ISO date, `has` (is there a
value). Evaluation never raises on odd data: what cannot be computed is null.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from json_logic import jsonLogic

from . import clock

OPERATORS = frozenset(
    {
        *("==", "===", "!=", "!==", ">", ">=", "<", "<=", "!", "!!", "and", "or", "if", "?:"),
        *("var", "missing", "missing_some", "in", "cat", "+", "-", "*", "/", "%", "min", "max"),
        *("merge", "count", "map", "reduce", "today", "age_in_days", "has"),
    }
)
MAX_DEPTH = 30


def evaluate(rule: Any, data: Mapping[str, Any]) -> Any:
    """Return the value of `rule` over `data`; None where it cannot be computed."""
    try:
        return jsonLogic(_prepared(rule, data, 0), dict(data))
    except Exception:  # noqa: BLE001  a rule over odd data has no value; it never breaks a page
        return None


def holds(rule: Any, data: Mapping[str, Any]) -> bool:
    """Say whether `rule` is true of `data`; no rule at all is true."""
    return True if rule is None else bool(evaluate(rule, data))


def check_rule(rule: Any) -> list[str]:
    """Return what is wrong with a rule as written, in plain English; nothing when it is sound."""
    return _check(rule, 0)


def _check(rule: Any, depth: int) -> list[str]:
    if depth > MAX_DEPTH:
        return ["the rule is nested too deeply"]
    if isinstance(rule, list):
        return [problem for part in rule for problem in _check(part, depth + 1)]
    if not isinstance(rule, dict):
        return []
    if len(rule) != 1:
        return ["an operation has exactly one operator"]
    operator, operands = next(iter(rule.items()))
    own = [] if operator in OPERATORS else [f"unknown operator {operator}"]
    return own + _check(operands, depth + 1)


def _prepared(rule: Any, data: Mapping[str, Any], depth: int) -> Any:
    """Return the rule with our own operators replaced by their values."""
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    if isinstance(rule, list):
        return [_prepared(part, data, depth + 1) for part in rule]
    if not isinstance(rule, dict) or len(rule) != 1:
        return rule
    operator, operands = next(iter(rule.items()))
    if operator == "today":
        return clock.today().isoformat()
    if operator == "age_in_days":
        return _age_in_days(_value(operands, data, depth))
    if operator == "has":
        return _value(operands, data, depth) not in (None, "", [], {})
    return {operator: _prepared(operands, data, depth + 1)}


def _value(operands: Any, data: Mapping[str, Any], depth: int) -> Any:
    operand = operands[0] if isinstance(operands, list) and operands else operands
    return jsonLogic(_prepared(operand, data, depth + 1), dict(data))


def _age_in_days(said: Any) -> int | None:
    try:
        return (clock.today() - date.fromisoformat(str(said)[:10])).days
    except ValueError:
        return None

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.kernel import clock, rules

CASES = json.loads((Path(__file__).parent / "rules" / "cases.json").read_text())
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case["rule"]))
def test_the_shared_cases_hold(case: dict[str, Any]) -> None:
    assert rules.evaluate(case["rule"], case["data"]) == case["expected"]


def test_age_is_counted_on_the_platforms_clock() -> None:
    clock.set_clock(datetime(2026, 8, 13, 2, tzinfo=UTC), frozen=True)
    try:
        assert rules.evaluate({"age_in_days": {"var": "b"}}, {"b": "2026-08-03"}) == 10
        assert rules.evaluate({"today": []}, {}) == "2026-08-13"
    finally:
        clock.set_clock(None)


@given(json_values, st.dictionaries(st.text(max_size=6), json_values, max_size=3))
def test_no_rule_and_no_data_break_the_evaluation(rule: Any, data: dict[str, Any]) -> None:
    rules.evaluate(rule, data)
    assert isinstance(rules.check_rule(rule), list)


def test_a_misspelt_operator_is_found_when_it_is_written() -> None:
    assert rules.check_rule({"eqals": [1, 1]}) == ["unknown operator eqals"]
    assert rules.check_rule({"==": [1, 1], "!=": [1, 2]}) == [
        "an operation has exactly one operator"
    ]

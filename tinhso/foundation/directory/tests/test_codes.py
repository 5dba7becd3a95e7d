"""The two notations of agency identifiers, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.directory.codes import (
    NoShortFormError,
    NotAnIdentifierError,
    is_qcvn102,
    is_qd20,
    to_qcvn102,
    to_qd20,
)

first = st.builds(lambda c, n: f"{c}{n:02d}", st.sampled_from("AGHK"), st.integers(1, 99))
two = st.integers(1, 99).map(lambda n: f"{n:02d}")
level2 = two | st.integers(101, 999).map(str)
level4 = st.integers(1, 999).map(lambda n: f"{n:03d}")
identifiers = st.one_of(
    first,
    st.tuples(first, level2).map(".".join),
    st.tuples(first, level2, two).map(".".join),
    st.tuples(first, level2, two, level4).map(".".join),
)


@given(identifiers)
def test_there_and_back_is_the_same(code: str) -> None:
    assert is_qd20(code)
    long = to_qcvn102(code)
    assert is_qcvn102(long)
    assert to_qd20(long) == code


@given(st.text(max_size=20))
def test_any_other_text_is_refused_and_never_guessed(text: str) -> None:
    if not is_qd20(text):
        with pytest.raises(NotAnIdentifierError):
            to_qcvn102(text)
    if not is_qcvn102(text):
        with pytest.raises(NotAnIdentifierError):
            to_qd20(text)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("H41", "000.00.00.H41"),
        ("H46.15", "000.00.15.H46"),
        ("H99.112", "000.00.112.H99"),
        ("H99.23.01", "000.01.23.H99"),
        ("G09.01", "000.00.01.G09"),
    ],
)
def test_known_pairs(short: str, long: str) -> None:
    assert to_qcvn102(short) == long
    assert to_qd20(long) == short


def test_a_skipped_level_has_no_short_form() -> None:
    with pytest.raises(NoShortFormError):
        to_qd20("002.00.20.H13")


@pytest.mark.parametrize("code", ["H99.", "h99", "H9", "H99.00", "H99.1.2.3.4", "", "H99.112 "])
def test_malformed_identifiers_are_refused(code: str) -> None:
    assert not is_qd20(code)

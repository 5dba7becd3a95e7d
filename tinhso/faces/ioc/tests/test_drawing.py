"""Lines stay in their box, axes begin at nought."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.faces.ioc.drawing import axis_from_zero, draw_line

VALUES = st.lists(st.integers(0, 10**6), min_size=1, max_size=40)


@given(VALUES)
def test_an_axis_begins_at_nought_and_covers_every_value(values: list[int]) -> None:
    ticks = axis_from_zero(values, top=10, bottom=200)
    assert ticks[0].value == 0
    assert ticks[-1].value >= max(values)
    assert 2 <= len(ticks) <= 6
    assert all(10 <= tick.y <= 200 for tick in ticks)


@given(VALUES)
def test_a_line_stays_in_its_box(values: list[int]) -> None:
    line = draw_line(values, width=95, top=5, bottom=41, low=min(values), high=max(values))
    assert line.path.count("L") == len(values) - 1
    assert 5 <= line.end_y <= 41
    assert 0 <= line.end_x <= 95


def test_round_numbers_stand_on_the_axis() -> None:
    ticks = axis_from_zero([64, 12], top=0, bottom=100)
    assert [tick.value for tick in ticks] == [0, 20, 40, 60, 80]

import pytest

from tinhso.foundation.kernel.registry import Registry


def test_a_code_belongs_to_one_thing() -> None:
    registry: Registry[str] = Registry("colour")
    registry.register("red", "#f00")
    with pytest.raises(ValueError, match="registered twice"):
        registry.register("red", "#ff0000")


def test_an_unknown_code_tells_what_is_known() -> None:
    registry: Registry[str] = Registry("colour")
    registry.register("red", "#f00")
    with pytest.raises(KeyError, match="known: red"):
        registry["blue"]

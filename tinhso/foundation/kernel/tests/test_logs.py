import pytest

from tinhso.foundation.kernel.logs import mask


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("id 099196000017 unknown", "id 099••••••017 unknown"),
        ("call 0912345678", "call 091••••678"),
        ("to nhu.ttq@example.vn", "to n•••@example.vn"),
        ("case H99.112-260813-0001", "case H99.112-260813-0001"),
    ],
)
def test_personal_data_are_masked_in_logs(said: str, logged: str) -> None:
    assert mask(said) == logged

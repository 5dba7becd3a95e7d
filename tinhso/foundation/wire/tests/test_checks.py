import pytest
from pytest_django import Settings

from tinhso.foundation.wire.checks import check_peers


@pytest.mark.parametrize(
    ("peer", "ids"),
    [
        ({"url": "http://127.0.0.1:8100/ca", "simulated": True}, ["wire.E001"]),
        ({"url": "http://localhost:9/ca"}, ["wire.E001"]),
        ({"url": "http://ca.example.vn"}, ["wire.E002"]),
        ({"url": ""}, ["wire.W001"]),
        ({"url": "https://ca.example.vn", "certificate": "/nowhere.pem"}, ["wire.E003"]),
        ({"url": "https://ca.example.vn"}, []),
    ],
)
def test_production_does_not_start_with_a_pretender(
    settings: Settings, peer: dict[str, object], ids: list[str]
) -> None:
    settings.DEMO = settings.TESTING = False
    settings.PEERS = {"ca": peer}
    assert [message.id for message in check_peers()] == ids


def test_a_demonstration_may_use_simulators(settings: Settings) -> None:
    settings.DEMO, settings.TESTING = True, False
    assert check_peers() == []

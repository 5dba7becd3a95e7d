from django.test import RequestFactory
from pytest_django import Settings

from tinhso.foundation.identity.web.address import address_of


def test_without_a_proxy_the_header_is_not_believed() -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="10.0.0.9", REMOTE_ADDR="127.0.0.7")
    assert address_of(request) == "127.0.0.7"


def test_behind_one_proxy_the_last_hop_counts(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.9")
    assert address_of(request) == "10.0.0.9"

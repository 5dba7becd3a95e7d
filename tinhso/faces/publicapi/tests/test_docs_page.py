import re

import pytest
from django.test import Client

from tinhso.faces.publicapi.api import api

pytestmark = pytest.mark.django_db


def test_the_page_tells_every_operation_of_the_document() -> None:
    page = Client().get("/api/docs", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert f"<code>{path}</code>" in page


def test_every_shape_named_in_an_answer_is_told_below() -> None:
    document = api.get_openapi_schema()
    page = Client().get("/api/docs").content.decode()
    for name in document["components"]["schemas"]:
        assert f'id="shape-{name}"' in page


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = Client().get("/api/docs").content.decode()
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert [address for address in loaded if "//" in address] == []

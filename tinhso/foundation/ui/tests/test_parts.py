"""Faces, menus, tags: who sees which frame and item, and how dates and deadlines are said."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.ui import menus
from tinhso.foundation.ui.faces import face_of
from tinhso.foundation.ui.menus import MenuItem, menu_of, register_item
from tinhso.foundation.ui.templatetags import sen


@pytest.fixture
def some_face() -> Iterator[str]:
    yield "test-face"
    menus._items.pop("test-face", None)


def test_the_longest_prefix_wins() -> None:
    assert face_of("/console/x/").code == "console"
    assert face_of("/bat-ky/").prefix == "/"


def test_a_menu_shows_what_the_reader_may_use_in_order(some_face: str) -> None:
    register_item(some_face, MenuItem(code="b", label="B", url_name="metrics", order=2))
    register_item(
        some_face, MenuItem(code="a", label="A", url_name="healthz", order=1, count=lambda _: 7)
    )
    register_item(
        some_face, MenuItem(code="c", label="C", url_name="healthz", visible=lambda _: False)
    )
    lines = menu_of(some_face, Actor.anonymous(), "/metrics")
    assert [(line.label, line.count, line.is_current) for line in lines] == [
        ("A", 7, False),
        ("B", None, True),
    ]


def test_an_item_whose_address_does_not_exist_is_left_out(some_face: str) -> None:
    register_item(some_face, MenuItem(code="x", label="X", url_name="no_such_page"))
    assert menu_of(some_face, Actor.anonymous(), "/") == []


def test_dates_are_said_as_offices_write_them() -> None:
    moment = datetime(2025, 8, 12, 18, 30, tzinfo=UTC)
    assert sen.vn_date(moment) == "13/08/2025"
    assert sen.vn_datetime(moment) == "01:30 13/08/2025"
    assert sen.vn_date("2025-08-13") == "13/08/2025"
    assert sen.vn_date(None) == ""


def test_the_bar_counts_from_start_to_deadline() -> None:
    now = clock.now()
    with translation.override("en"):
        fresh = sen.sla(now + timedelta(hours=32), now - timedelta(hours=8))
        near = sen.sla(now + timedelta(hours=1), now - timedelta(hours=9))
        late = sen.sla(now - timedelta(hours=1), now - timedelta(hours=9))
    assert (fresh["tone"], fresh["tenths"]) == ("", 2)
    assert (near["tone"], near["tenths"]) == ("warn", 9)
    assert (late["tone"], late["tenths"]) == ("late", 10)
    assert "late" in late["words"]


def test_an_avatar_has_the_last_two_initials() -> None:
    assert sen.initials("Lê Thị Ánh Nguyệt") == "ÁN"


@pytest.mark.django_db
@pytest.mark.parametrize("surface", ["citizen", "desk", "wall"])
def test_the_style_page_opens_in_each_frame(client: Client, surface: str) -> None:
    response = client.get(f"/ui/{surface}/")
    assert response.status_code == 200
    assert f'data-surface="{surface}"' in response.content.decode()


@pytest.mark.django_db
def test_the_style_page_is_not_there_in_production(client: Client, settings: object) -> None:
    settings.TESTING = settings.DEMO = settings.DEBUG = False  # type: ignore[attr-defined]
    assert client.get("/ui/").status_code == 404

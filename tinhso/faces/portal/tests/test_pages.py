"""The portal's own pages open for a stranger, in both languages, without a dead link."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ["/", "/huong-dan/", "/kha-nang-tiep-can/", "/du-lieu-ca-nhan/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_stranger_reads_the_page(client: Client, path: str, language: str) -> None:
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_no_link_on_the_page_is_dead(client: Client, path: str) -> None:
    said = client.get(path).content.decode()
    links = set(re.findall(r'<a[^>]+href="(/[^"#?]*)', said))
    assert links, "no link at all"
    for link in sorted(links):
        assert client.get(link).status_code in (200, 302), link


def test_home_takes_both_codes_in_the_body_not_in_the_address(client: Client) -> None:
    said = client.get("/").content.decode()
    assert re.search(r'<form method="post" action="/tra-cuu/?">', said)
    assert 'name="secret"' in said

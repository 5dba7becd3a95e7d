"""The wall shows figures that open to their records, and only to the province's leaders."""

from collections.abc import Callable

import pytest
from django.test import Client

from tinhso.foundation.identity.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tinhso.faces.ioc.tests.urls")]
Login = Callable[[Client, str], object]
PAGES = ["/ioc/", "/ioc/bang/", "/ioc/don-vi/", "/ioc/so-lieu/cases.overdue/"]


@pytest.fixture
def leader(client: Client, login: Login, figures: None) -> Client:
    login(client, "leader")
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_sent_to_sign_in(client: Client, cast: Cast, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/tai-khoan/" in answer["Location"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("key", ["mother", "clerk", "officer", "chairman", "other_clerk"])
def test_citizens_and_commune_officials_are_refused(
    client: Client, login: Login, figures: None, key: str, address: str
) -> None:
    login(client, key)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_only_read_and_never_kept(leader: Client, address: str) -> None:
    assert leader.post(address).status_code == 405
    assert "no-store" in leader.get(address)["Cache-Control"]


def test_every_figure_leads_to_its_records(leader: Client) -> None:
    page = text(leader, "/ioc/")
    for code in ("overdue", "on_time_rate", "received_today", "online_rate"):
        assert f'href="/ioc/so-lieu/cases.{code}/"' in page
        text(leader, f"/ioc/so-lieu/cases.{code}/")


def test_the_wall_says_the_value_its_two_numbers_and_the_target(leader: Client) -> None:
    page = text(leader, "/ioc/bang/")
    assert "96.25" in page
    assert "<b>77</b> / 80" in page
    assert "98%" in page


def test_a_rate_of_nothing_is_a_dash_and_not_a_zero(leader: Client) -> None:
    page = text(leader, "/ioc/so-lieu/cases.online_rate/")
    assert '<p class="ioc-value">–</p>' in page
    assert "0.00" not in page


def test_the_agency_that_needs_help_most_comes_first(leader: Client) -> None:
    page = text(leader, "/ioc/don-vi/")
    places = [page.index(name) for name in ("xã Hạc Lâm", "phường Vân Khê", "xã Suối Ngàn")]
    assert places == sorted(places)
    assert "86.96" in page
    assert "20/23" in page


def test_late_cases_are_listed_on_the_wall(leader: Client) -> None:
    page = text(leader, "/ioc/bang/")
    assert page.count('<span class="t">16:30 12/08/2026</span>') == 6
    assert 'href="/desk/1/"' in page
    assert 'href=""' not in page


def test_an_opened_figure_says_how_it_is_made(leader: Client) -> None:
    page = text(leader, "/ioc/so-lieu/cases.on_time_rate/")
    for said in ("Finished on time among those finished.", "<dd>3</dd>", "Case records", "J0"):
        assert said in page
    assert page.count('<b class="dn">') == 3


def test_records_come_in_pages_that_keep_the_period(leader: Client) -> None:
    address = "/ioc/so-lieu/cases.overdue/?tu=2026-08-01&den=2026-08-10"
    assert "&amp;trang=2" in text(leader, address)
    second = text(leader, f"{address}&trang=2")
    assert "tu=2026-08-01&amp;den=2026-08-10&amp;trang=1" in second
    assert "H99.112-260811-0059" in second
    for odd in ("x", "-1", "0", "99999999999", "²"):
        text(leader, f"{address}&trang={odd}")


def test_a_period_may_be_typed_as_people_write_it(leader: Client) -> None:
    page = text(leader, "/ioc/so-lieu/cases.overdue/?tu=01/08/2026&den=10/08/2026")
    assert "01/08/2026 – 10/08/2026" in page


@pytest.mark.parametrize(
    "query",
    [
        "tu=x&den=2026-08-10",
        "tu=2026-08-01",
        "tu=2026-08-10&den=2026-08-01",
        "tu=2020-01-01&den=2026-01-01",
        "tu=31/02/2026&den=01/03/2026",
        "tu=%22%3E%3Cscript%3E&den=%00",
    ],
)
def test_a_period_that_cannot_be_is_explained(leader: Client, query: str) -> None:
    page = text(leader, f"/ioc/so-lieu/cases.overdue/?{query}", status=422)
    assert 'role="alert"' in page
    assert "<script>" not in page


def test_an_unknown_figure_is_not_found(leader: Client) -> None:
    text(leader, "/ioc/so-lieu/cases.nothing/", status=404)


def test_the_wall_needs_no_style_or_script_in_the_page(leader: Client) -> None:
    for address in PAGES:
        page = text(leader, address)
        assert "style=" not in page
        assert "onclick" not in page

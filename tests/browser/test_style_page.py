"""Sen in a browser: no barrier that a machine can find, nothing cut off, focus and edges seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
NewPage = Callable[..., Page]

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLIPPED = """() => [...document.querySelectorAll("main *, header *, nav *, footer *")].filter(e => {
  const c = getComputedStyle(e);
  return (c.overflowX === "hidden" || c.overflowX === "clip") && c.textOverflow !== "ellipsis"
    && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 2 && e.textContent.trim();
}).map(e => e.className + ": " + e.textContent.trim().slice(0, 40))"""
SPACING = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [sheet]; }"""
BIG = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("html{font-size:200%}");
  document.adoptedStyleSheets = [sheet]; }"""


@pytest.mark.parametrize("surface", ["citizen", "desk"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_the_style_page(
    live_server: LiveServer, new_page: NewPage, axe: Axe, surface: str, width: int
) -> None:
    page = new_page(width)
    page.goto(f"{live_server.url}/ui/{surface}/")
    page.evaluate("() => document.activeElement.blur()")
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize(("width", "change"), [(320, None), (320, SPACING), (640, BIG)])
def test_the_page_reflows_without_losing_a_letter(
    live_server: LiveServer, new_page: NewPage, width: int, change: str | None
) -> None:
    page = new_page(width, 800)
    page.goto(f"{live_server.url}/ui/")
    if change:
        page.evaluate(change)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(CLIPPED) == []


def test_an_open_dialog_holds_focus_and_closes(
    live_server: LiveServer, page: Page, axe: Axe
) -> None:
    page.goto(f"{live_server.url}/ui/")
    page.get_by_role("button", name="Mở hộp thoại").click()
    dialog = page.get_by_role("dialog", name="Rút hồ sơ này?")
    dialog.wait_for()
    assert axe(page) == []
    dialog.get_by_role("button", name="Giữ hồ sơ").press("Enter")
    dialog.wait_for(state="hidden")


def test_the_error_summary_takes_focus_and_leads_to_the_field(
    live_server: LiveServer, page: Page
) -> None:
    page.goto(f"{live_server.url}/ui/")
    page.wait_for_function("() => document.activeElement.className.includes('error-summary')")
    page.get_by_role("link", name="Ghi ngày sinh của trẻ").click()
    assert page.evaluate("() => document.activeElement.id") == "id_dob"


def test_the_skip_link_is_first_and_works(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/khong-co-trang-nay/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"


def test_input_edges_are_seen(live_server: LiveServer, page: Page) -> None:
    """WCAG 1.4.11: 3:1 between an input's edge and what lies around it."""
    page.goto(f"{live_server.url}/ui/")
    ratio = page.evaluate(
        """() => { const lum = (said) => { const [r, g, b] = said.match(/[\\d.]+/g).map(Number)
             .map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
             return .2126 * r + .7152 * g + .0722 * b; };
           const edge = lum(getComputedStyle(document.getElementById("name")).borderTopColor);
           const around = lum(getComputedStyle(document.body).backgroundColor);
           return (Math.max(edge, around) + .05) / (Math.min(edge, around) + .05); }"""
    )
    assert ratio >= 3


def test_without_javascript_everything_is_there(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto(f"{live_server.url}/ui/")
    assert page.get_by_role("link", name="Ghi ngày sinh của trẻ").is_visible()
    assert page.get_by_role("button", name="English").is_visible()


@pytest.mark.parametrize("path", ["/", "/huong-dan/", "/kha-nang-tiep-can/", "/du-lieu-ca-nhan/"])
def test_the_portals_own_pages_have_no_barrier(
    live_server: LiveServer, new_page: NewPage, axe: Axe, path: str
) -> None:
    for width in (320, 1440):
        page = new_page(width)
        page.goto(live_server.url + path)
        assert axe(page) == []
        assert page.evaluate(OVERFLOW) <= 0

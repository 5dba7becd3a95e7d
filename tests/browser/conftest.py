"""A real Chromium: a phone and a desk, that fails on any error a person would not see."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

# Playwright's synchronous interface keeps an event loop in the thread where tests use the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = (Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
Axe = Callable[[Page], list[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    path = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not path:
        pytest.skip("no Chromium; apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages, each a person of their own; the test fails on a console or page error in any."""
    bad: list[str] = []
    contexts = []

    def open_page(width: int = 390, height: int = 844, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)

        def on_console(message: ConsoleMessage) -> None:
            # A refusal shown as a page (4xx) is an answer, not an error of the page.
            if (
                message.type == "error"
                and "the server responded with a status of 4" not in message.text
            ):
                bad.append(f"{page.url}: {message.text}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: bad.append(f"{page.url}: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not bad, bad


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A phone of 390 by 844."""
    return new_page()


@pytest.fixture
def desk_page(new_page: Callable[..., Page]) -> Page:
    """An official's screen of 1440 by 900."""
    return new_page(1440, 900)


@pytest.fixture
def axe() -> Axe:
    """Check a page with axe-core; returns "rule: where", empty when nothing is wrong.

    `evaluate` goes through the debugging protocol, so the content policy does not stop it.
    """

    def check(page: Page) -> list[str]:
        page.evaluate("() => document.fonts.ready.then(() => 0)")
        page.evaluate(AXE)
        found = page.evaluate(
            """async (rules) => (await axe.run(document, {runOnly: rules})).violations.map(
               v => v.id + ": " + v.nodes.slice(0, 4).map(n => n.target.join(" ")).join(", "))""",
            RULES,
        )
        assert isinstance(found, list)
        return [str(line) for line in found]

    return check

"""Going through a page with Tab, arrows, Space and Enter, as somebody without a pointer does."""

from playwright.sync_api import Page

SEEN = (
    "(selector) => { const e = document.activeElement; if (!e || !e.matches(selector)) return null;"
    " const style = (x) => x ? getComputedStyle(x) : null;"
    " const shows = (s) => s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)"
    " || s.boxShadow !== 'none');"
    " const label = e.labels && e.labels[0];"
    " return Boolean(shows(style(e)) || (label && shows(getComputedStyle(label, '::before')))); }"
)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on `selector`; the focus must be seen there."""
    for _ in range(150):
        seen = page.evaluate(SEEN, selector)
        if seen is not None:
            assert seen, f"the focus on {selector} cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def press_on(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def answer_page(page: Page, answers: dict[str, dict[str, str]]) -> None:
    """Answer the question page that is open, in the order of the page."""
    page_id = page.url.split("?")[0].rstrip("/").split("/")[-1]
    for name, value in answers[page_id].items():
        if page.locator(f"input[type=radio][name='{name}']").count():
            _choose(page, name, value)
        elif page.locator(f"#{name}-day").count():
            for part, text in zip(("year", "month", "day"), value.split("-"), strict=True):
                _type(page, f"#{name}-{part}", text)
        elif page.locator(f"#{name}-text").count():
            _type(page, f"#{name}-text", value)
        elif page.locator(f"select#{name}").count():
            tab_to(page, f"#{name}")
            page.keyboard.type(value)
        elif page.locator(f"input[type=checkbox]#{name}").count():
            press_on(page, f"#{name}", "Space")
        elif page.locator(f"#{name}").count():
            _type(page, f"#{name}", value)


def _choose(page: Page, name: str, value: str) -> None:
    """Tab to the group, then walk it with the arrows until the value is chosen."""
    tab_to(page, f"input[name='{name}']")
    page.keyboard.press("Space")
    wanted = f"input[name='{name}'][value='{value}']"
    for _ in range(12):
        if page.locator(wanted).is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never reach {value}")


def _type(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)

"""One birth from the parent's phone to the leader's figure, as real people would do it.

Two workers and two web processes, a fresh home, SQLite or what DATABASE_URL names; once as
usual, once without JavaScript, once by keyboard. Each page passes axe on the way.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keyboard, people
from tests.browser.conftest import Axe
from tests.browser.live import BASE, Province, running_province

NewPage = Callable[..., Page]
RETURNED = ".sen-answer--ok:has-text('trả')"
PUBLIC = ("/", "/thu-tuc/", "/thu-tuc/1.001193/", "/tra-cuu/", "/xac-minh/", "/api/docs")
CODE = re.compile(r"H99\.\d{3}-\d{6}-\d{4,}")


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """The whole platform, started as a newcomer starts it."""
    home = tmp_path_factory.mktemp("province") / "var"
    database = _fresh_database(os.environ.get("DATABASE_URL", ""))
    with running_province(home, cases=60, database=database) as running:
        yield running


def _fresh_database(url: str) -> str:
    """Return the address of an empty database on the server that `url` names, "" for SQLite."""
    if not url.startswith("postgres"):
        return ""
    import psycopg

    name = "tinhso_journey"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return url.rsplit("/", 1)[0] + f"/{name}"


def _wait_until(page: Page, url: str, selector: str) -> None:
    """Open `url` again and again until the page shows `selector`: the worker needs a moment."""
    for _ in range(120):
        page.goto(url)
        if page.locator(selector).count():
            return
        time.sleep(0.5)
    raise AssertionError(f"{url} never showed {selector}:\n{page.inner_text('main')[:800]}")


def _both_widths(axe: Axe) -> Axe:
    """Check a page on a phone and on a desk screen, then leave it as it was."""

    def check(page: Page) -> list[str]:
        before = page.viewport_size
        found: list[str] = []
        for width, height in ((390, 844), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{width}: {line}" for line in axe(page)]
            wide = page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            found += [f"{width}: {wide} px too wide"] if wide > 0 else []
        if before:
            page.set_viewport_size(before)
        return found

    return check


def _accept_verify_sign(
    new_page: NewPage, province: Province, code: str, check: Axe | None
) -> None:
    """The three officials do their part."""
    clerk = new_page(1440, 900)
    people.sign_in_official(clerk, province, "clerk")
    clerk.goto(f"{province.url}/desk/?muc=open&q={code}")
    if check:
        assert check(clerk) == []
    clerk.locator("table a").first.click()
    if check:
        assert check(clerk) == []
    clerk.locator(".dk-act button").click()
    expect(clerk.locator(".sen-said--success")).to_be_visible()
    case_url = clerk.url

    officer = new_page(1440, 900)
    people.sign_in_official(officer, province, "officer")
    officer.goto(case_url)
    if check:
        assert check(officer) == []
    officer.locator(".dk-act button").click()
    expect(officer.locator(".sen-said--success")).to_be_visible()

    chairman = new_page(390, 844)
    people.sign_in_official(chairman, province, "chairman")
    _wait_until(chairman, f"{province.url}/desk/ky-so/", f"li:has-text('{code}')")
    if check:
        assert check(chairman) == []
    assert chairman.locator("input[name=case]:checked").count() == 0, "a leader chooses"
    chairman.locator(f"li:has-text('{code}') input[name=case]").check()
    fresh = people.code_of(chairman, province, "chairman")
    chairman.locator("#code").fill(fresh)
    chairman.locator(".dk-act button").click()
    expect(chairman.locator(".sen-said--success")).to_be_visible()


def test_a_birth_is_registered_from_the_form_to_the_leaders_figure(
    province: Province, new_page: NewPage, axe: Axe, tmp_path: Path
) -> None:
    axe = _both_widths(axe)
    parent = new_page(390, 844)
    for public in PUBLIC:
        parent.goto(province.url + public)
        assert axe(parent) == [], public
    people.sign_in_citizen(parent, province)
    people.fill_birth_form(parent, province, people.ANSWERS)
    assert axe(parent) == []
    expect(parent.locator(".sen-src").first).to_be_visible()

    submit = parent.get_by_role("button", name="Nộp hồ sơ")
    submit.dblclick()
    parent.wait_for_url("**/da-nop/")
    assert axe(parent) == []
    said = parent.inner_text("main")
    found = CODE.search(said)
    assert found is not None
    code = found.group(0)
    secret = re.search(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", said)
    assert secret is not None
    parent.goto(f"{province.url}/ho-so/")
    assert len(set(CODE.findall(parent.inner_text("main")))) == 1, "a double click makes one case"
    assert axe(parent) == []

    _accept_verify_sign(new_page, province, code, axe)

    _wait_until(parent, f"{province.url}/ho-so/{code}/", RETURNED)
    assert axe(parent) == []
    receipt = parent.request.get(f"{province.url}/ho-so/{code}/giay-tiep-nhan.pdf")
    assert receipt.body().startswith(b"%PDF")

    anybody = new_page(1440, 900)
    anybody.goto(f"{province.url}/tra-cuu/")
    anybody.locator("#id_code").fill(code)
    anybody.locator("#id_secret").fill(secret.group(0))
    anybody.locator("main form button").click()
    expect(anybody.locator(".sen-timeline")).to_be_visible()
    assert "Khuê" not in anybody.inner_text("main"), "following shows no name"

    parent.goto(f"{province.url}/kho/")
    assert axe(parent) == []
    parent.locator("main a[href*='/kho/']").first.click()
    assert axe(parent) == []
    result = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", parent.inner_text("main"))
    assert result is not None
    href = parent.locator("main a[href$='tai-ve']").first.get_attribute("href")
    certificate = tmp_path / "certificate.pdf"
    certificate.write_bytes(parent.request.get(f"{province.url}{href}").body())
    _check_certificate(certificate, province)

    anybody.goto(f"{province.url}/xac-minh/{result.group(0)}")
    public = anybody.inner_text("main")
    assert "Hạc Lâm" in public
    assert "Khuê" not in public
    assert axe(anybody) == []

    leader = new_page(1440, 900)
    people.sign_in_official(leader, province, "leader")
    leader.goto(f"{province.url}/ioc/")
    assert axe(leader) == []
    leader.locator("a[href*='cases.received_today']").first.click()
    assert axe(leader) == []
    leader.get_by_role("link", name=code).click()
    expect(leader.locator("h1")).to_contain_text("Nguyễn Trần Minh Khuê")


def _check_certificate(path: Path, province: Province) -> None:
    """The command line and an independent tool agree; one changed byte breaks it."""
    environment = {
        **os.environ,
        "TINHSO_DEMO": "1",
        "TINHSO_HOME": str(province.home),
        "TINHSO_SIMULATORS_URL": province.simulators,
        "DATABASE_URL": province.database,
    }
    environment.pop("TINHSO_TESTING", None)

    def verify() -> dict[str, object]:
        done = subprocess.run(
            [sys.executable, "-m", "config.cli", "verify", str(path), "--json"],
            cwd=BASE,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.startswith("{"), done.stderr[-2000:]
        said = json.loads(done.stdout)
        assert isinstance(said, dict)
        return said

    verdict = verify()
    assert verdict["ok"] is True, verdict
    assert verdict["timestamped"] is True
    if shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)
        assert "Signature is Valid" in said.stdout
    data = bytearray(path.read_bytes())
    data[len(data) // 4] ^= 1
    path.write_bytes(bytes(data))
    assert verify()["ok"] is False


def test_the_journey_needs_no_javascript(province: Province, new_page: NewPage) -> None:
    def without(width: int = 390, height: int = 844) -> Page:
        return new_page(width, height, javascript=False)

    parent = without()
    people.sign_in_citizen(parent, province, "father")
    answers = {**people.ANSWERS, "quan-he": {"applicant-relation": "father"}}
    answers["ten-tre"] = {"child-family_name": "Nguyễn", "child-given_name": "An"}
    people.fill_birth_form(parent, province, answers)
    parent.get_by_role("button", name="Nộp hồ sơ").click()
    found = CODE.search(parent.inner_text("main"))
    assert found is not None
    _accept_verify_sign(without, province, found.group(0), None)
    _wait_until(parent, f"{province.url}/ho-so/{found.group(0)}/", RETURNED)


def test_a_wrong_answer_is_said_at_its_field_and_nothing_typed_is_lost(
    province: Province, new_page: NewPage, axe: Axe
) -> None:
    page = new_page(390, 844)
    people.sign_in_citizen(page, province, "stranger")
    page.goto(f"{province.url}/ho-so/moi/1.001193/")
    page.goto(f"{page.url}ngay-sinh/")
    for part, typed in (("day", "31"), ("month", "2"), ("year", "2026")):
        page.locator(f"#child-born_on-{part}").fill(typed)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("#child-born_on-error")).to_be_visible()
    assert page.locator("#child-born_on-day").input_value() == "31"
    assert page.title().startswith("Lỗi")
    assert axe(page) == []


def test_the_journey_by_keyboard_alone(province: Province, new_page: NewPage) -> None:
    """Every question answered, every act done without a pointer, and the focus always seen."""
    parent = new_page(1440, 900)
    people.sign_in_citizen(parent, province)
    parent.goto(f"{province.url}/thu-tuc/1.001193/")
    keyboard.press_on(parent, "main a[href*='/ho-so/moi/']")
    parent.wait_for_url("**/nhap/**")
    keyboard.press_on(parent, "main .sen-actions a")
    parent.wait_for_url("**/cha-me/")
    answers = {
        **people.ANSWERS,
        "ten-tre": {"child-family_name": "Nguyễn", "child-given_name": "Bình"},
    }
    for _ in range(40):
        parent.wait_for_load_state()
        if parent.url.rstrip("/").endswith("kiem-tra"):
            break
        keyboard.answer_page(parent, answers)
        here = parent.url

        def has_moved(url: str, here: str = here) -> bool:
            return url != here

        keyboard.press_on(parent, "main form button.govuk-button")
        parent.wait_for_url(has_moved)
    keyboard.press_on(parent, "main form[action$='/nop/'] button")
    parent.wait_for_url("**/da-nop/")
    found = CODE.search(parent.inner_text("main"))
    assert found is not None

    for key, opens in (("clerk", "open"), ("officer", "mine")):
        official = new_page(1440, 900)
        people.sign_in_official(official, province, key)
        official.goto(f"{province.url}/desk/?muc={opens}&q={found.group(0)}")
        keyboard.press_on(official, "table tbody a")
        official.wait_for_url("**/ho-so/**")
        keyboard.press_on(official, ".dk-act button")
        expect(official.locator(".sen-said--success")).to_be_visible()

    chairman = new_page(1440, 900)
    people.sign_in_official(chairman, province, "chairman")
    item = f"li:has-text('{found.group(0)}')"
    _wait_until(chairman, f"{province.url}/desk/ky-so/", item)
    own = chairman.locator(item).locator("input[name=case]").get_attribute("id")
    keyboard.press_on(chairman, f"#{own}", "Space")
    fresh = people.code_of(chairman, province, "chairman")
    keyboard.tab_to(chairman, "#code")
    chairman.keyboard.type(fresh)
    keyboard.press_on(chairman, ".dk-act button")
    expect(chairman.locator(".sen-said--success")).to_be_visible()
    _wait_until(parent, f"{province.url}/ho-so/{found.group(0)}/", RETURNED)


@pytest.mark.parametrize("width", [390, 1440])
def test_pages_of_officials_pass_axe_at_both_widths(
    province: Province, new_page: NewPage, axe: Axe, width: int
) -> None:
    page = new_page(width, 900)
    people.sign_in_official(page, province, "other_clerk")
    for address in (
        "/desk/",
        "/desk/?muc=open",
        "/desk/?muc=done",
        "/desk/?q=khong-co",
        "/tai-khoan/",
    ):
        page.goto(province.url + address)
        assert axe(page) == [], address
        overflow = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, address

"""What each person of the journey does in the browser, by role and by the words on the page."""

import re
import time

from playwright.sync_api import Page

from tests.browser.live import Province
from tinhso.foundation.identity.cast import CAST, PASSWORD

ANSWERS: dict[str, dict[str, str]] = {
    "cha-me": {"routing-parents": "both_vietnamese"},
    "hon-nhan": {"routing-marriage": "married"},
    "giay-to-truoc": {"routing-earlier": "never"},
    "lien-thong": {"routing-linked": "birth_only"},
    "quan-he": {"applicant-relation": "mother"},
    "nguoi-yeu-cau": {},
    "lien-he": {"applicant-phone": "0999000017", "applicant-email": "nhu.ttq@example.vn"},
    "ten-tre": {
        "child-family_name": "Nguyễn",
        "child-middle_name": "Trần Minh",
        "child-given_name": "Khuê",
    },
    "ngay-sinh": {"child-born_on": "2026-08-04"},
    "gioi-tinh": {"child-sex": "female"},
    "dan-toc": {"child-ethnicity": "Kinh", "child-nationality": "Việt Nam"},
    "noi-sinh": {
        "child-birth_place-facility": "Bệnh viện Đa khoa An Bình",
        "child-birth_place": "Phường Vân Khê, tỉnh An Bình",
    },
    "que-quan": {"child-home_town": "Xã Hạc Lâm, tỉnh An Bình"},
    "me": {},
    "cha": {},
    "giay-chung-sinh": {"papers-birth_notice_kind": "electronic"},
    "so-chung-sinh": {"papers-birth_notice_number": "GCS-260804-00017"},
    "nhan-ket-qua": {"result-delivery": "electronic", "result-copies": "0"},
    "cam-doan": {"declaration": "yes"},
}


def sign_in_citizen(page: Page, province: Province, key: str = "mother") -> None:
    """Sign in by the simulated VNeID."""
    page.goto(f"{province.url}/tai-khoan/dang-nhap/")
    page.locator("main").get_by_text("VNeID").last.click()
    page.get_by_text(CAST[key].name).first.click()
    page.wait_for_url(f"{province.url}/**")


_used: dict[tuple[str, str], str] = {}  # (province, person) → the last code that was spent


def code_of(page: Page, province: Province, key: str) -> str:
    """Read an official's one-time code from the phone page; never one that was used before."""
    browser = page.context.browser
    assert browser is not None
    phone = browser.new_page()
    try:
        for _ in range(150):
            phone.goto(f"{province.simulators}/phone/")
            row = phone.locator("tr, li, article, section").filter(has_text=CAST[key].name).last
            found = re.search(r"\b(\d{3})\s?(\d{3})\b", row.inner_text())
            assert found is not None
            code = found.group(1) + found.group(2)
            if code != _used.get((province.url, key)):
                _used[province.url, key] = code
                return code
            time.sleep(0.5)
    finally:
        phone.context.close()
    raise AssertionError("the phone shows no new code")


def sign_in_official(page: Page, province: Province, key: str) -> None:
    """Sign in by user name, password and the phone's code."""
    page.goto(f"{province.url}/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill(CAST[key].username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/hai-lop/**")
    for _ in range(3):  # a code may run out between reading and typing it
        page.locator("input[name=code]").fill(code_of(page, province, key))
        page.locator("input[name=code]").press("Enter")
        page.wait_for_load_state()
        if "hai-lop" not in page.url:
            return
    raise AssertionError(page.inner_text("main")[:400])


def answer_page(page: Page, answers: dict[str, dict[str, str]]) -> str:
    """Answer the question page that is open; return its id."""
    page_id = page.url.rstrip("/").split("/")[-1].split("?")[0]
    for name, value in answers[page_id].items():
        radios = page.locator(f"input[type=radio][name='{name}'][value='{value}']")
        if radios.count():
            radios.check()
        elif page.locator(f"#{name}-day").count():
            year, month, day = value.split("-")
            page.locator(f"#{name}-day").fill(day)
            page.locator(f"#{name}-month").fill(month)
            page.locator(f"#{name}-year").fill(year)
        elif page.locator(f"#{name}-text").count():
            page.locator(f"#{name}-text").fill(value)
        elif page.locator(f"select#{name}").count():
            page.locator(f"select#{name}").select_option(value)
        elif page.locator(f"input[type=checkbox]#{name}").count():
            page.locator(f"#{name}").check()
        elif page.locator(f"#{name}").count():
            page.locator(f"#{name}").fill(value)
    return page_id


def fill_birth_form(page: Page, province: Province, answers: dict[str, dict[str, str]]) -> None:
    """Go from the procedure's page through every question to the check page."""
    page.goto(f"{province.url}/thu-tuc/1.001193/")
    page.get_by_role("button", name=re.compile("Bắt đầu")).or_(
        page.get_by_role("link", name=re.compile("Bắt đầu"))
    ).first.click()
    page.locator("main .sen-actions a").first.click()
    for _ in range(40):
        if page.url.rstrip("/").endswith("kiem-tra"):
            return
        before = answer_page(page, answers)
        page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_load_state()
        errors = page.locator(".govuk-error-summary li").all_inner_texts()
        assert not errors, (before, errors)
    raise AssertionError("the form does not end")

"""Papers are laid out, say what they were told, and are the same each time."""

import copy
import shutil
import subprocess
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.engines.papers import compiler
from tinhso.engines.papers.registry import papers
from tinhso.engines.papers.services import (
    date_in_words,
    find_signature_box,
    register_paper,
    render_paper,
)
from tinhso.engines.papers.types import Attachment, PaperError
from tinhso.engines.papers.words import number_in_words

from .samples import BIRTH_CERTIFICATE, RECEIPT

PAPERS: dict[str, dict[str, Any]] = {
    "receipt": RECEIPT,
    "birth-certificate": BIRTH_CERTIFICATE,
}
VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def _text(pdf: bytes, tmp_path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    return subprocess.run(  # noqa: S603
        ["pdftotext", "-layout", str(file), "-"],  # noqa: S607
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_declares_archive_and_access_standards(name: str) -> None:
    pdf = render_paper(name, PAPERS[name])
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang" in pdf
    assert b"Tinos" in pdf


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_same_facts_give_the_same_bytes(name: str) -> None:
    first = render_paper(name, PAPERS[name])
    render_paper("receipt", RECEIPT | {"code": "H99.112-260813-0002"})
    assert render_paper(name, PAPERS[name]) == first
    later = PAPERS[name] | {"made_at": "2026-08-14T09:15:00+07:00"}
    assert render_paper(name, later) != first


def test_the_receipt_says_what_the_form_asks(tmp_path: Path) -> None:
    said = _text(render_paper("receipt", RECEIPT), tmp_path)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY TIẾP NHẬN HỒ SƠ",
        "VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H99.112-260813-0001",
        "Trần Thị Quỳnh Như",
        "Tờ khai đăng ký khai sinh (điền trực tuyến)",
        "Thời gian giải quyết hồ sơ theo quy định: Trong ngày",
        "Thời gian nhận hồ sơ: 09 giờ 15 phút, ngày 13/08/2026",  # given in UTC
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 13/08/2026",
        "Hẹn trả vào cuối giờ làm việc",
        "K7PM-4XQD",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Trang 1/1",
    ):
        assert words in said, words
    assert "NGƯỜI NỘP HỒ SƠ" not in said  # filed online
    assert unicodedata.is_normalized("NFC", said)


def test_at_the_counter_both_sign(tmp_path: Path) -> None:
    said = _text(render_paper("receipt", RECEIPT | {"online": False}), tmp_path)
    assert "NGƯỜI NỘP HỒ SƠ" in said
    assert "không cần chữ ký" not in said


def test_a_long_list_of_papers_goes_on_with_its_heading(tmp_path: Path) -> None:
    many = [{"name": f"Giấy tờ số {n}", "count": 1, "kind": "copy"} for n in range(1, 61)]
    said = _text(render_paper("receipt", RECEIPT | {"papers": many}), tmp_path)
    assert "Giấy tờ số 60" in said
    assert said.count("Thành phần hồ sơ") >= 3  # the sentence, and a heading on each page
    assert "Trang 2/" in said


def test_the_birth_certificate_says_what_the_register_says(tmp_path: Path) -> None:
    said = _text(render_paper("birth-certificate", BIRTH_CERTIFICATE), tmp_path)
    for words in (
        "GIẤY KHAI SINH",
        "(bản điện tử)",
        "NGUYỄN TRẦN MINH KHUÊ",
        "04/08/2026",
        "099326000128",
        "Số: 128/2026",
        "Sổ đăng ký khai sinh năm 2026, số 128",
        "Trần Thị Quỳnh Như (mẹ)",
        "Nguyễn Đức Thắng",
        "Hạc Lâm, ngày 13 tháng 8 năm 2026",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN",
        "7QXM-2KDP-9TRW-4HCN",
    ):
        assert words in said, words
    assert "Ngày bốn tháng tám năm hai nghìn không trăm hai mươi sáu" in " ".join(said.split())
    assert "bản chính" not in said.lower()


def test_a_committee_names_no_body_above_itself(tmp_path: Path) -> None:
    said = _text(render_paper("birth-certificate", BIRTH_CERTIFICATE), tmp_path)
    assert "XÃ HẠC LÂM" in said
    assert "TỈNH AN BÌNH" not in said


def test_a_child_without_a_recorded_father_has_dashes(tmp_path: Path) -> None:
    said = _text(render_paper("birth-certificate", BIRTH_CERTIFICATE | {"father": None}), tmp_path)
    assert "NGƯỜI CHA" in said
    assert "Nguyễn Đức Thắng" not in said


def test_the_certificate_leaves_room_for_the_signature() -> None:
    found = find_signature_box("birth-certificate", BIRTH_CERTIFICATE)
    assert found is not None
    left, bottom, right, top = found.box
    assert found.page == 0
    assert 0 < left < right < 595
    assert 0 < bottom < top < 842
    assert right - left > 200
    assert find_signature_box("receipt", RECEIPT) is None


def test_text_in_other_forms_of_unicode_comes_out_composed(tmp_path: Path) -> None:
    data = copy.deepcopy(BIRTH_CERTIFICATE)
    data["child"]["full_name"] = unicodedata.normalize("NFD", "Nguyễn Trần Minh Khuê")
    assert render_paper("birth-certificate", data) == render_paper(
        "birth-certificate", BIRTH_CERTIFICATE
    )


def test_every_vietnamese_letter_is_drawn_and_read_back(tmp_path: Path) -> None:
    letters = VIETNAMESE + VIETNAMESE.upper() + "«–—“”…•₫№°»"
    said = _text(render_paper("receipt", RECEIPT | {"about": " ".join(letters)}), tmp_path)
    assert letters in "".join(said.split())


def test_facts_for_machines_ride_along() -> None:
    facts = Attachment(name="birth.json", data=b'{"number": "128/2026"}', description="Dữ liệu")
    pdf = render_paper("birth-certificate", BIRTH_CERTIFICATE, attachments=[facts])
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"birth.json" in pdf or "birth.json".encode("utf-16-be") in pdf


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.text(st.characters(codec="utf-8", categories=["L", "P", "S", "Zs"]), min_size=1))
def test_what_people_are_called_is_text_and_never_markup(name: str) -> None:
    data = copy.deepcopy(BIRTH_CERTIFICATE)
    data["applicant"]["full_name"] = f"#panic() $ {name}"
    try:
        render_paper("birth-certificate", data)
    except PaperError as error:
        # Letters that our font does not have are refused, not drawn as boxes.
        assert "glyph" in str(error) or "font" in str(error) or "character" in str(error)  # noqa: PT017


def test_a_missing_fact_names_the_template_and_the_fact() -> None:
    data = {key: value for key, value in RECEIPT.items() if key != "due_at"}
    with pytest.raises(PaperError, match=r"Paper receipt: .*due_at") as caught:
        render_paper("receipt", data)
    assert caught.value.template == "receipt"


def test_an_unknown_paper_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="birth-certificate"):
        render_paper("diploma", {})


def test_a_font_that_is_not_shipped_is_an_error(tmp_path: Path) -> None:
    template = tmp_path / "fancy.typ"
    template.write_text('#set document(title: "x")\n#set text(font: "Comic Neue", lang: "vi")\nx')
    paper = register_paper("fancy-for-test", template)
    try:
        with pytest.raises(PaperError, match="font"):
            render_paper("fancy-for-test", {})
    finally:
        papers._things.pop(paper.name)


def test_saying_the_same_registration_twice_is_harmless() -> None:
    again = papers["receipt"]
    assert register_paper("receipt", again.path) == again
    with pytest.raises(ValueError, match="registered twice"):
        register_paper("receipt", compiler.FONTS / "other.typ")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (1, "một"), (4, "bốn"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"),
        (24, "hai mươi tư"), (31, "ba mươi mốt"), (55, "năm mươi lăm"), (100, "một trăm"),
        (105, "một trăm linh năm"), (1994, "một nghìn chín trăm chín mươi tư"),
        (2000, "hai nghìn"), (2005, "hai nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
    ],
)  # fmt: skip
def test_numbers_are_spelt_as_on_papers(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_dates_are_spelt_as_on_papers() -> None:
    said = date_in_words(date(2026, 4, 5))
    assert said == "Ngày năm tháng tư năm hai nghìn không trăm hai mươi sáu"


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_beyond_years_are_not_spelt(number: int) -> None:
    with pytest.raises(ValueError, match="spelt"):
        number_in_words(number)

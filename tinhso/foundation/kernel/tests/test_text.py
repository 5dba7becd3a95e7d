import pytest

from tinhso.foundation.kernel import text


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Đăng ký khai sinh", "dang ky khai sinh"), ("ĐỒNG HỚI", "dong hoi"), ("Ð", "d")],
)
def test_folding_drops_every_mark_and_the_bar_of_d(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỷ", "Thủy"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("KHOẺ", "KHỎE"),
    ],
)
def test_tones_stand_where_todays_spelling_has_them(old: str, new: str) -> None:
    assert text.modern_tones(old) == new


def test_letters_sort_in_vietnamese_order() -> None:
    words = ["Đà Nẵng", "Dương", "Ân", "An", "Ăn", "Bình", "Cần"]
    assert sorted(words, key=text.sort_key) == ["An", "Ăn", "Ân", "Bình", "Cần", "Dương", "Đà Nẵng"]


def test_people_sort_by_given_name_then_family_name() -> None:
    people = ["Nguyễn Đức Thắng", "Trần Thị Quỳnh Như", "Lê Thị Ánh Nguyệt", "Bùi Minh Thắng"]
    assert sorted(people, key=text.name_sort_key) == [
        "Lê Thị Ánh Nguyệt",
        "Trần Thị Quỳnh Như",
        "Bùi Minh Thắng",
        "Nguyễn Đức Thắng",
    ]


def test_masks_keep_what_the_owner_recognises() -> None:
    assert text.mask_name("Nguyễn Hoàng Bảo Ngọc") == "Nguyễn H. B. N."
    assert text.mask_number("099196000017") == "0991••••0017"

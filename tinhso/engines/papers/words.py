"""Numbers and dates in Vietnamese words, as papers of civil status spell them."""

from datetime import date

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def number_in_words(number: int) -> str:
    """Return 0 … 9999 in words: 21 "hai mươi mốt", 2026 "hai nghìn không trăm hai mươi sáu"."""
    if not 0 <= number <= 9999:
        raise ValueError(f"Only 0 to 9999 are spelt out, not {number}")
    thousands, rest = divmod(number, 1000)
    said = f"{_DIGITS[thousands]} nghìn" if thousands else ""
    if thousands and not rest:
        return said
    hundreds, tens = divmod(rest, 100)
    if thousands or hundreds:
        said = f"{said} {_DIGITS[hundreds]} trăm".strip()
        if tens and tens < 10:
            return f"{said} linh {_DIGITS[tens]}"
        if not tens:
            return said
    return f"{said} {_below_hundred(tens)}".strip()


def date_in_words(day: date) -> str:
    """Return a date of birth in words; days 1 to 10 are "mồng" only in speech, not on paper."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def _below_hundred(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    if tens == 1:
        return "mười" + ("" if ones == 0 else " lăm" if ones == 5 else f" {_DIGITS[ones]}")
    last = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(ones, f" {_DIGITS[ones]}")
    return f"{_DIGITS[tens]} mươi{last}"

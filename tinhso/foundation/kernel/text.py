"""Vietnamese text: one form for storing, one for finding, one for sorting, one for hiding.

Sources: TCVN 6909:2001 (Unicode between State bodies), QĐ 1989/QĐ-BGDĐT 2018 for
where the tone mark stands (hòa, thủy; not hoà, thuỷ).
"""

import re
import unicodedata

_D = str.maketrans("đĐðÐ", "dDdD")

# The old style puts the tone on the second vowel of oa, oe, uy when the syllable is open.
_TONES_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_TONES_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_TONE = dict(zip(_TONES_OLD, _TONES_NEW, strict=True))
_TONE_AT_END = re.compile(r"(?<![qQ])(" + "|".join(_TONES_OLD) + r")(?!\w)", re.IGNORECASE)

# Vietnamese alphabetical order of letters, then of tones (TCVN 5712, Appendix).
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_MARKS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPE_MARKS = {"\u0306", "\u0302", "\u031b"}


def nfc(text: str) -> str:
    """Return `text` as it is stored: NFC, no control characters, spaces collapsed at the ends."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def modern_tones(text: str) -> str:
    """Return `text` with the tone mark where today's spelling has it: Hoà → Hòa, Thuỷ → Thủy."""

    def moved(match: re.Match[str]) -> str:
        found = match.group(0)
        new = _TONE[found.lower()]
        if found.isupper():
            return new.upper()
        return new[0].upper() + new[1] if found[0].isupper() else new

    return _TONE_AT_END.sub(moved, unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Return `text` as it is searched: lower case, no marks (đ too), single spaces."""
    bare = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(bare.translate(_D).lower().split())


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is Vietnamese alphabetical order."""
    letters: list[str] = []
    tones: list[str] = []
    for word in unicodedata.normalize("NFC", modern_tones(text)).lower().split():
        tone = "0"
        for char in word:
            parts = unicodedata.normalize("NFD", char)
            shape = "".join(p for p in parts if p not in _TONE_MARKS)
            for part in parts:
                tone = _TONE_MARKS.get(part, tone)
            base = unicodedata.normalize("NFC", shape)
            place = _LETTERS.find(base)
            letters.append(f"{place + 20:02d}" if place >= 0 else f"0{ord(base[0]) % 10}")
        letters.append("!")
        tones.append(tone)
    return "".join(letters) + "|" + "".join(tones)


def name_sort_key(full_name: str) -> str:
    """Return the key that sorts people as Vietnamese lists do: given name first, then the rest."""
    words = full_name.split()
    if not words:
        return ""
    return sort_key(words[-1]) + "~" + sort_key(" ".join(words[:-1]))


def mask_name(full_name: str) -> str:
    """Return a name that its owner recognises and nobody else learns: "Nguyễn H. B. N."."""
    words = full_name.split()
    return " ".join(words[:1] + [f"{word[0]}." for word in words[1:]])


def mask_number(number: str, *, head: int = 4, tail: int = 4) -> str:
    """Return `number` with its middle hidden: "0991••••0017"."""
    if len(number) <= head + tail:
        return "•" * len(number)
    return f"{number[:head]}••••{number[-tail:]}"

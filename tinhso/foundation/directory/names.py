"""Names of places as people type them: with or without type, marks and short forms."""

from tinhso.foundation.kernel.text import fold

# Folded type words, longest first; short forms as on envelopes.
_TYPES = (
    "thanh pho",
    "thi tran",
    "dac khu",
    "thi xa",
    "phuong",
    "huyen",
    "quan",
    "tinh",
    "xa",
    "tp.",
    "tp",
    "tt.",
    "tt",
    "tx.",
    "tx",
    "p.",
    "h.",
    "q.",
    "x.",
    "t.",
)


def split_type(name: str) -> tuple[str, str]:
    """Return the folded type and the folded rest: "Xã Hạc Lâm" → ("xa", "hac lam").

    A number is no name of its own: "Phường 12" keeps its type.
    """
    folded = fold(name)
    for word in _TYPES:
        rest = folded.removeprefix(word)
        if rest != folded and (word.endswith(".") or rest.startswith(" ")):
            rest = rest.strip()
            if rest and not rest.isdigit():
                return word, rest
    return "", folded


_SHORT = {
    "tp": "thanh pho",
    "tt": "thi tran",
    "tx": "thi xa",
    "p": "phuong",
    "h": "huyen",
    "q": "quan",
    "x": "xa",
    "t": "tinh",
}


def type_of(name: str) -> str:
    """Return the folded type in full: "TP. Hạ Long" → "thanh pho"; "" when none was said."""
    word = split_type(name)[0].rstrip(".")
    return _SHORT.get(word, word)


def proper_part(name: str) -> str:
    """Return the name as typed, without its type: "TP Hạ Long" → "Hạ Long"."""
    size = len(bare_name(name).split())
    return " ".join(name.split()[-size:])


def bare_name(name: str) -> str:
    """Return the folded name without its type: "Thị trấn Plei Kần" → "plei kan"."""
    return split_type(name)[1]

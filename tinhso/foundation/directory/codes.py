"""The two notations of an agency's electronic identifier, and the way between them.

QĐ 20/2020/QĐ-TTg (amended by QĐ 09/2025/QĐ-TTg): level 1 first, no filler, `H99.112`.
QCVN 102:2016/BTTTT: level 1 last, four segments, zero-filled, `000.00.112.H99`.

An agency keeps both as they were issued; these functions are the rule for the
case in which only one is known. A commune's three digits stand where a
department's two do.
"""

import re

_QD20 = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{1,10}){0,3}")
_QCVN102 = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2,3}\.[A-Z][0-9]{2}")
_ZEROS = re.compile(r"0+")
_MAX_LENGTH = 35
# Widths of levels 2, 3 and 4 when nothing stands there.
_FILLERS = ("00", "00", "000")


class NotAnIdentifierError(ValueError):
    """The text is not an agency's identifier in this notation."""


class NoShortFormError(NotAnIdentifierError):
    """A level is skipped (`002.00.20.H13`): ask the directory for its own pair."""


def is_qd20(code: str) -> bool:
    """Say whether `code` has the form of QĐ 20/2020/QĐ-TTg."""
    return (
        len(code) <= _MAX_LENGTH
        and _QD20.fullmatch(code) is not None
        and not any(_ZEROS.fullmatch(part) for part in code.split(".")[1:])
    )


def is_qcvn102(code: str) -> bool:
    """Say whether `code` has the form of QCVN 102:2016/BTTTT."""
    return _QCVN102.fullmatch(code) is not None


def to_qcvn102(code: str) -> str:
    """Return the QCVN 102 form of a QĐ 20 identifier: `H99.15` → `000.00.15.H99`."""
    if not is_qd20(code):
        raise NotAnIdentifierError(code)
    first, *lower = code.split(".")
    segments = [*lower, *_FILLERS[len(lower) :]]
    if any(
        not width <= len(part) <= width + (level == 0)
        for level, (part, width) in enumerate(zip(segments, (2, 2, 3), strict=True))
    ):
        raise NotAnIdentifierError(code)
    return ".".join([*reversed(segments), first])


def to_qd20(code: str) -> str:
    """Return the QĐ 20 form of a QCVN 102 identifier: `000.00.15.H99` → `H99.15`.

    Raises NoShortFormError when a zero level stands between two used ones.
    """
    if not is_qcvn102(code):
        raise NotAnIdentifierError(code)
    segments = code.split(".")[::-1]
    while len(segments) > 1 and _ZEROS.fullmatch(segments[-1]):
        segments.pop()
    if any(_ZEROS.fullmatch(part) for part in segments[1:]):
        raise NoShortFormError(code)
    return ".".join(segments)

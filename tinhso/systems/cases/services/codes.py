"""The code of a case, from a counter row per agency and day; and the secret beside it.

Form `H99.112-260813-0001`: identifier of the receiving agency, date, number of the
day, at least four digits (TT 01/2018/TT-VPCP Đ19; identifiers of QĐ 20/2020/QĐ-TTg).
"""

import secrets
from datetime import date

from tinhso.systems.cases.models import CaseCounter

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else


def next_case_code(agency_code: str, day: date) -> str:
    """Return the next code. Runs inside the transaction that writes the case, so a number that
    is not used is not lost, and two cases never share one.
    """
    CaseCounter.objects.get_or_create(agency_code=agency_code, day=day)
    counter = CaseCounter.objects.select_for_update().get(agency_code=agency_code, day=day)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{agency_code}-{day:%y%m%d}-{counter.last:04d}"


def new_secret() -> str:
    """Return nine random characters in threes, about 44 bits: "7KQ-M2X-9PA"."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(9))
    return f"{drawn[:3]}-{drawn[3:6]}-{drawn[6:]}"

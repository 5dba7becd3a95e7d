"""The days off of 2020-2027 (data/days.csv) and the province's office hours."""

import csv
from datetime import date, time
from pathlib import Path

from . import services
from .types import Interval

DAYS = Path(__file__).parent / "data" / "days.csv"
SINCE = date(2004, 1, 1)


def seed() -> None:
    """Enter the calendar of the demo province; again and again without effect."""
    services.set_office_hours(
        "province",
        name_vi="Giờ hành chính của tỉnh",
        name_en="Office hours of the province",
        intervals=[
            Interval(weekday, opens, closes, SINCE)
            for weekday in range(5)
            for opens, closes in ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
        ],
        legal_basis="Quyết định của UBND tỉnh An Bình (dữ liệu minh họa)",
    )
    with DAYS.open(encoding="utf-8", newline="") as rows:
        services.load_marks(list(csv.DictReader(rows)))

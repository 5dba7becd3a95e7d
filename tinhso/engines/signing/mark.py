"""The visible signature: who signed, for which agency, when (NĐ 30/2020, Phụ lục I, mục II.6)."""

import textwrap
from datetime import datetime

from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.stamp import TextStampStyle

from tinhso.foundation.kernel import clock

from .font import MarkFont
from .models import Certificate

SIZE = 10
GREEN = (0.05, 0.42, 0.27)


def mark_style(lines: list[str]) -> TextStampStyle:
    """Return the look of the mark: upright black Times New Roman 10 in a thin frame."""
    return TextStampStyle(
        stamp_text="\n".join(lines).replace("%", "%%"),
        text_box_style=TextBoxStyle(
            font=MarkFont(SIZE),
            font_size=SIZE,
            leading=int(SIZE * 1.25),
            box_layout_rule=layout.SimpleBoxLayoutRule(
                x_align=layout.AxisAlignment.ALIGN_MIN, y_align=layout.AxisAlignment.ALIGN_MIN
            ),
        ),
        border_width=1,
        border_color=GREEN,
        inner_content_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MIN,
            y_align=layout.AxisAlignment.ALIGN_MID,
            margins=layout.Margins(left=7, right=7, top=4, bottom=4),
            inner_content_scaling=layout.InnerScaling.SHRINK_TO_FIT,
        ),
        background=None,
    )


def mark_lines(certificate: Certificate, signed_at: datetime, *, width: float) -> list[str]:
    """Return the sentences of the mark, wrapped for a box `width` points wide."""
    room = max(20, int((width - 14) / (SIZE * 0.46)))
    said = [f"Người ký: {certificate.common_name}"]
    if certificate.agency_name:
        said.append(f"Cơ quan: {certificate.agency_name}")
    said.append(f"Thời gian ký: {_iso_like(signed_at)}")
    return [line for sentence in said for line in textwrap.wrap(sentence, room)]


def _iso_like(moment: datetime) -> str:
    """Return the moment as NĐ 30 writes it: "13/08/2026 10:30:00 +07:00"."""
    return clock.local(moment).strftime("%d/%m/%Y %H:%M:%S") + " +07:00"

"""The letters of visible signatures: Tinos, cut to Vietnamese and scaled for pyHanko.

pyHanko 0.38 writes glyph widths in the font's own units where PDF wants thousandths, so
a font of 2048 units per em comes out with wide gaps. Ours is brought to 1000 in memory.
"""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from pyhanko.pdf_utils.font.api import FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator

if TYPE_CHECKING:
    from pyhanko.pdf_utils.writer import BasePdfFileWriter

_LETTERS = [
    *range(0x20, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2027),
    0x20AB,
]


class MarkFont(FontEngineFactory):
    """Makes the font engine of one signature's appearance."""

    def __init__(self, size: int) -> None:
        self.size = size

    def create_font_engine(
        self, writer: "BasePdfFileWriter", obj_stream: Any = None
    ) -> GlyphAccumulator:
        if obj_stream is None and writer.stream_xrefs:
            obj_stream = writer.prepare_object_stream()
        return GlyphAccumulator(
            writer=writer,
            font_handle=BytesIO(_font()),
            font_size=self.size,
            ot_script_tag="latn",
            bcp47_lang_code="vi",
            obj_stream=obj_stream,
        )


@cache
def _font() -> bytes:
    font = TTFont(settings.FONTS_ROOT / "Tinos-Regular.ttf")
    cutter = subset.Subsetter(subset.Options(hinting=False, layout_features=["kern"]))
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    scale_upem(font, 1000)
    kept = BytesIO()
    font.save(kept)
    return kept.getvalue()

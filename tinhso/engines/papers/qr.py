"""Square codes, as a drawing for the templates."""

import io

import segno


def qr_svg(text: str) -> str:
    """Return a QR code of `text` as SVG, error correction M: 15 % may be creased or soiled."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True
    )
    return drawn.getvalue().decode()

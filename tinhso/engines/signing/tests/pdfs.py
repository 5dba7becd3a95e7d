"""Small PDFs to sign."""

from functools import cache
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter


@cache
def plain_pdf(said: str = "Giay khai sinh") -> bytes:
    """Return one A4 page that says something."""
    writer = PdfFileWriter(stream_xrefs=False)
    text = RawContent(
        f"BT /F1 12 Tf 72 700 Td ({said}) Tj ET".encode(), box=BoxConstraints(595, 842)
    )
    font = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Font"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Type1"),
            generic.pdf_name("/BaseFont"): generic.pdf_name("/Times-Roman"),
        }
    )
    stream = generic.StreamObject(stream_data=text.render())
    resources = generic.DictionaryObject(
        {
            generic.pdf_name("/Font"): generic.DictionaryObject(
                {generic.pdf_name("/F1"): writer.add_object(font)}
            )
        }
    )
    page = PageObject(
        contents=writer.add_object(stream), media_box=(0, 0, 595, 842), resources=resources
    )
    writer.insert_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

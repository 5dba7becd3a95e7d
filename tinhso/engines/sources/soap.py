"""SOAP 1.1 envelopes: packing a request, unpacking an answer, nothing of what they mean."""

from collections.abc import Mapping

from lxml import etree

from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.wire import xml

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


class SoapFault(Exception):  # noqa: N818  a fault is an answer
    """The service answered that it will not. `code` is its own code ("004"), "" when none."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


def pack(namespace: str, operation: str, fields: Mapping[str, str]) -> bytes:
    """Return an envelope around `operation` with one child element a field."""
    envelope = etree.Element(
        f"{{{ENVELOPE}}}Envelope", nsmap={"soapenv": ENVELOPE, "ns": namespace}
    )
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Header")
    body = etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")
    request = etree.SubElement(body, f"{{{namespace}}}{operation}")
    for name, value in fields.items():
        etree.SubElement(request, f"{{{namespace}}}{name}").text = value
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def unpack(data: bytes, *, peer: str) -> etree._Element:
    """Return the element inside the body of an answer.

    Raises SoapFault for a fault, Unavailable for what is no SOAP answer at all.
    """
    try:
        root = xml.parse(data)
    except (ValueError, etree.XMLSyntaxError) as error:
        raise Unavailable("sources.not_understood", peer=peer) from error
    body = root.find(f"{{{ENVELOPE}}}Body")
    content = (
        next((child for child in body if isinstance(child.tag, str)), None)
        if body is not None
        else None
    )
    if content is None:
        raise Unavailable("sources.not_understood", peer=peer)
    if content.tag == f"{{{ENVELOPE}}}Fault":
        code = content.findtext(".//{*}MaLoi") or content.findtext("{*}faultcode") or ""
        raise SoapFault(code.strip(), (content.findtext("{*}faultstring") or "").strip())
    return content


def text_at(element: etree._Element | None, path: str) -> str:
    """Return the text at `path` ("HoVaTen/Ten"), namespaces ignored; "" when it is not there."""
    if element is None:
        return ""
    found = element.findtext("/".join(f"{{*}}{step}" for step in path.split("/")))
    return (found or "").strip()

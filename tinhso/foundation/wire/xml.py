"""XML from strangers: lxml with everything dangerous closed.

No entities, no DTD, no network, a bound on size and on depth. `parse` refuses, it never
repairs.
"""

from lxml import etree

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 64
MAX_ELEMENTS = 100_000


class BadXml(ValueError):  # noqa: N818  the noun says more than "error" would
    """The text is no XML that we read: broken, too big, too deep, or with a DTD."""


def parse(data: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> etree._Element:
    """Return the root element of `data`. Raises BadXml."""
    if len(data) > max_bytes:
        raise BadXml(f"more than {max_bytes} bytes")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as trouble:
        raise BadXml(str(trouble)) from trouble
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadXml("a document type is not accepted")
    _check_bounds(root, max_depth)
    return root


def element(
    tag: str, text: str | None = None, *children: etree._Element, **attributes: str
) -> etree._Element:
    """Return an element with text, children and attributes: `element("Name", "Nguyễn")`."""
    made = etree.Element(tag, attributes)
    made.text = text
    made.extend(children)
    return made


def serialize(root: etree._Element) -> bytes:
    """Return the document as UTF-8 with its declaration."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def find_text(root: etree._Element, path: str, default: str = "") -> str:
    """Return the text at `path` without spaces at its ends, or `default`."""
    return (root.findtext(path) or default).strip()


def _check_bounds(root: etree._Element, max_depth: int) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            count += 1
            if depth > max_depth:
                raise BadXml(f"deeper than {max_depth}")
            if count > MAX_ELEMENTS:
                raise BadXml(f"more than {MAX_ELEMENTS} elements")
        else:
            depth -= 1

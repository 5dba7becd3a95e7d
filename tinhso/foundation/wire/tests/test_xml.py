import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.wire import xml


def test_a_document_goes_there_and_back() -> None:
    made = xml.element("Ho", None, xml.element("Ten", "Nguyễn Đức Thắng", ma="1"))
    read = xml.parse(xml.serialize(made))
    assert xml.find_text(read, "Ten") == "Nguyễn Đức Thắng"
    assert xml.find_text(read, "Khong", "?") == "?"


_BOMB = b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"not xml",
        _BOMB,
        _BOMB.decode().encode("utf-16"),
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>" * 65 + b"</a>" * 65,
        b"<a>" + b"<b/>" * 100_001 + b"</a>",
        b"<a>" + b" " * xml.MAX_BYTES + b"</a>",
    ],
)
def test_a_dangerous_document_is_refused(data: bytes) -> None:
    with pytest.raises(xml.BadXml):
        xml.parse(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        xml.parse(data)
    except xml.BadXml as bad:
        said = str(bad)
        assert said

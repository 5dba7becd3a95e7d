"""Whatever bytes come in, an answer comes out: garbage, bombs, damaged drawings."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.engines.workflow.bpmn import MAX_BYTES
from tinhso.engines.workflow.checks import check_bpmn
from tinhso.engines.workflow.messages import MESSAGES

from .drawing import drawing

LINE = {"s": "start", "a": "user", "e": "end"}
GOOD = drawing(LINE, [("s", "a"), ("a", "e")])
RULE = '{"==": [{"var": "x"}, 1]}'
NS = "xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
SPLIT = {"s": "start", "g": "gateway", "a": "user", "b": "user", "e": "end"}
TAGS = (
    "definitions process startEvent endEvent userTask lane laneSet flowNodeRef sequenceFlow "
    "conditionExpression participant collaboration exclusiveGateway x"
)


def found(data: bytes) -> set[tuple[str | None, str]]:
    return {(problem.element, problem.code) for problem in check_bpmn(data)}


BOMB = (
    b"<!DOCTYPE b [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><definitions " + NS.encode() + b">&a11;</definitions>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xml"),
        (b"\x00\xff\xfe garbage \x89PNG", "not_xml"),
        (b"<a><b></a>", "not_xml"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "not_xml"),
        (b"<?xml version='1.0' encoding='utf-16'?><a/>", "not_xml"),
        (b"<a>" * 100_000, "not_xml"),
        (b"<a>" * 300 + b"</a>" * 300, "not_xml"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (BOMB, "doctype_forbidden"),
        (BOMB.decode().encode("utf-16"), "doctype_forbidden"),
        (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "doctype_forbidden"),
        (b"<definitions/>", "not_bpmn"),
        (f"<process {NS}/>".encode(), "not_bpmn"),
        (f"<definitions {NS}/>".encode(), "no_process"),
        (f"<definitions {NS}><process/><process/></definitions>".encode(), "several_processes"),
        (f"<definitions {NS}>{'<a/>' * 6000}</definitions>".encode(), "too_many_elements"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_is_no_process_is_refused_as_a_whole(data: bytes, code: str) -> None:
    assert (None, code) in found(data)


def test_a_drawing_in_utf_16_is_read() -> None:
    text = "<?xml version='1.0' encoding='utf-16'?>" + GOOD.decode()
    assert check_bpmn(text.encode("utf-16")) == []


def test_every_code_has_a_sentence() -> None:
    for data in (BOMB, b"", drawing(LINE, [("s", "x")]), drawing({}, [])):
        for problem in check_bpmn(data):
            assert f"workflow.bpmn.{problem.code}" in MESSAGES
            assert problem.message != f"workflow.bpmn.{problem.code}"


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    assert check_bpmn(data)


WHOLE = drawing(
    SPLIT | {"x": "service:a.b"},
    [("s", "g"), ("g", "a", RULE), ("g", "b"), ("a", "x"), ("x", "e"), ("b", "e")],
    defaults={"g": "g__b"},
    more="<task id='odd'/>",
)


@given(st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_damaged_drawing_gets_an_answer(data: st.DataObject) -> None:
    broken = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(broken) - 1))
        length = data.draw(st.integers(0, 40))
        broken[place : place + length] = data.draw(
            st.one_of(st.binary(max_size=20), st.sampled_from([b"<task/>", b"</process>", b"&a;"]))
        )
    for problem in check_bpmn(bytes(broken)):
        assert problem.message


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TAGS.split()),
            st.dictionaries(
                st.sampled_from(["id", "sourceRef", "targetRef", "default", "language", "name"]),
                st.sampled_from(["a", "b", "", "jsonlogic", "á"]),
            ),
            st.integers(0, 3),
        ),
        max_size=25,
    )
)
@settings(deadline=None)
def test_any_tree_of_bpmn_elements_gets_an_answer(
    parts: list[tuple[str, dict[str, str], int]],
) -> None:
    text, opened = f"<definitions {NS}><process id='p'>", ["process", "definitions"][::-1]
    for tag, attributes, closing in parts:
        written = "".join(f' {name}="{value}"' for name, value in attributes.items())
        text += f"<{tag}{written}>"
        opened.append(tag)
        for _ in range(min(closing, len(opened) - 2)):
            text += f"</{opened.pop()}>"
    text += "".join(f"</{tag}>" for tag in reversed(opened))
    for problem in check_bpmn(text.encode()):
        assert problem.message

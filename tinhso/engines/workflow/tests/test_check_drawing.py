"""What cannot be run is refused, by element id, with a stable code and a plain reason."""

import pytest

from tinhso.engines.workflow.checks import check_bpmn

from .drawing import drawing

LINE = {"s": "start", "a": "user", "e": "end"}
FLOWS = [("s", "a"), ("a", "e")]
GOOD = drawing(LINE, FLOWS)
RULE = '{"==": [{"var": "x"}, 1]}'
SPLIT = {"s": "start", "g": "gateway", "a": "user", "b": "user", "e": "end"}


def found(data: bytes) -> set[tuple[str | None, str]]:
    return {(problem.element, problem.code) for problem in check_bpmn(data)}


def test_a_plain_line_runs() -> None:
    assert check_bpmn(GOOD) == []


def test_lane_members_may_be_written_with_a_prefix_and_a_pool_may_stand_around() -> None:
    data = GOOD.replace(b"<flowNodeRef>a<", b"<flowNodeRef>tns:a<").replace(
        b"<process",
        b"<collaboration id='c'><participant id='pp' processRef='p'/></collaboration><process",
    )
    assert check_bpmn(data) == []


def test_drawing_texts_and_extensions_are_skipped() -> None:
    more = (
        "<documentation>x</documentation><textAnnotation id='t'><text>x</text></textAnnotation>"
        "<association id='as' sourceRef='a' targetRef='t'/>"
        "<extensionElements><z:a xmlns:z='urn:z'/></extensionElements><!-- note -->"
    )
    assert check_bpmn(drawing(LINE, FLOWS, more=more)) == []


@pytest.mark.parametrize(
    "tag",
    [
        "task",
        "manualTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "callActivity",
        "intermediateThrowEvent",
        "intermediateCatchEvent",
        "boundaryEvent",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "ioSpecification",
        "property",
    ],
)
def test_what_is_not_supported_is_named(tag: str) -> None:
    assert found(drawing(LINE, FLOWS, more=f"<{tag} id='odd'/>")) == {
        ("odd", "unsupported_element")
    }


def test_an_unsupported_step_on_the_way_is_the_only_complaint() -> None:
    data = drawing(LINE, [("s", "a"), ("a", "odd"), ("odd", "e")], more="<task id='odd'/>")
    assert found(data) == {("odd", "unsupported_element")}


@pytest.mark.parametrize("kind", ["message", "timer", "error", "terminate", "signal"])
@pytest.mark.parametrize(("node", "tag"), [("s", "startEvent"), ("e", "endEvent")])
def test_events_are_plain(kind: str, node: str, tag: str) -> None:
    data = GOOD.replace(
        f'<{tag} id="{node}" name="{node}"/>'.encode(),
        f"<{tag} id='{node}'><{kind}EventDefinition id='d'/></{tag}>".encode(),
    )
    assert found(data) == {(node, "unsupported_event")}


@pytest.mark.parametrize(
    "part",
    ["multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "ioSpecification"],
)
def test_loops_and_data_of_a_task_are_refused(part: str) -> None:
    data = GOOD.replace(b'name="a"/>', f'name="a"><{part}/></userTask>'.encode())
    assert found(data) == {("a", "unsupported_part")}


def test_compensation_is_refused() -> None:
    data = GOOD.replace(b'name="a"/>', b'name="a" isForCompensation="true"/>')
    assert found(data) == {("a", "unsupported_attribute")}


def test_only_the_rule_language_is_spoken() -> None:
    for language in ("", "https://www.w3.org/1999/XPath", "feel", "python", "groovy"):
        data = drawing(
            SPLIT,
            [("s", "g"), ("g", "a", RULE), ("g", "b"), ("a", "e"), ("b", "e")],
            defaults={"g": "g__b"},
            language=language,
        )
        assert found(data) == {("g__a", "unsupported_expression")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x > 1",
        "[1]",
        "true",
        "{}",
        '{"a": 1, "b": 2}',
        '{"exec": [1]}',
        "[" * 5000,
        "9" * 20000,
    ],
)
def test_a_condition_that_is_no_rule_is_named(text: str) -> None:
    data = drawing(
        SPLIT,
        [("s", "g"), ("g", "a", text), ("g", "b"), ("a", "e"), ("b", "e")],
        defaults={"g": "g__b"},
    )
    assert found(data) == {("g__a", "bad_expression")}


@pytest.mark.parametrize(
    ("nodes", "flows", "defaults", "faults"),
    [
        ({"a": "user", "e": "end"}, [("a", "e")], {}, {(None, "no_start")}),
        (
            {"s": "start", "a": "user"},
            [("s", "a")],
            {},
            {(None, "no_end"), ("a", "no_path_to_end")},
        ),
        (LINE | {"t": "start"}, [*FLOWS, ("t", "a")], {}, {("t", "several_starts")}),
        (LINE | {"b": "user"}, [*FLOWS, ("b", "e")], {}, {("b", "unreachable")}),
        (
            LINE | {"g": "gateway", "b": "user"},
            [("s", "a"), ("a", "g"), ("g", "e"), ("g", "b", RULE)],
            {"g": "g__e"},
            {("b", "no_path_to_end")},
        ),
        (LINE, [*FLOWS, ("a", "s")], {}, {("s", "start_has_incoming"), ("a", "unsupported_split")}),
        (LINE, [*FLOWS, ("e", "a")], {}, {("e", "end_has_outgoing")}),
        (LINE, [("s", "a"), ("a", "nobody"), ("a", "e")], {}, {("a__nobody", "dangling_flow")}),
        (LINE, [("s", "a"), ("a", "e", RULE)], {}, {("a__e", "condition_not_on_gateway")}),
        (
            SPLIT,
            [("s", "g"), ("g", "a", RULE), ("g", "b", RULE), ("a", "e"), ("b", "e")],
            {},
            {("g", "gateway_without_default")},
        ),
        (
            SPLIT,
            [("s", "g"), ("g", "a"), ("g", "b"), ("a", "e"), ("b", "e")],
            {"g": "g__b"},
            {("g__a", "condition_missing")},
        ),
        (
            SPLIT,
            [("s", "g"), ("g", "a", RULE), ("g", "b", RULE), ("a", "e"), ("b", "e")],
            {"g": "g__b"},
            {("g__b", "default_has_condition")},
        ),
        (
            SPLIT,
            [("s", "g"), ("g", "a", RULE), ("g", "b", RULE), ("a", "e"), ("b", "e")],
            {"g": "a__e"},
            {("g", "default_unknown")},
        ),
        (
            {"s": "start", "g": "gateway", "h": "gateway", "e": "end"},
            [("s", "g"), ("g", "h", RULE), ("g", "e"), ("h", "g")],
            {"g": "g__e"},
            {("g", "endless_loop"), ("h", "endless_loop")},
        ),
        (
            {"s": "start", "x": "service", "e": "end"},
            [("s", "x"), ("x", "e")],
            {},
            {("x", "handler_missing")},
        ),
    ],
)
def test_what_would_leave_a_case_lost_is_named(
    nodes: dict[str, str],
    flows: list[tuple[str, str]],
    defaults: dict[str, str],
    faults: set[tuple[str | None, str]],
) -> None:
    assert found(drawing(nodes, flows, defaults=defaults)) == faults


def test_lanes_say_who_works() -> None:
    assert found(drawing(LINE, FLOWS, lanes={})) == {("a", "lane_missing")}
    assert found(drawing(LINE, FLOWS, lanes={"x": ["a"], "y": ["a"]})) == {("a", "several_lanes")}
    assert found(drawing(LINE, FLOWS, lanes={"x": ["a", "ghost"]})) == {
        ("lane_x", "lane_unknown_node")
    }


def test_ids_are_used_once_and_have_a_bound() -> None:
    assert ("a", "duplicate_id") in found(drawing(LINE, FLOWS, more="<textAnnotation id='a'/>"))
    long = "a" * 200
    data = drawing({"s": "start", long: "user", "e": "end"}, [("s", long), (long, "e")])
    assert (long, "id_too_long") in found(data)


def test_a_handler_may_stand_in_the_implementation_attribute() -> None:
    data = drawing({"s": "start", "x": "service", "e": "end"}, [("s", "x"), ("x", "e")])
    named = data.replace(b'name="x"/>', b'name="x" implementation="cases.issue_result"/>')
    assert check_bpmn(named) == []
    web = data.replace(b'name="x"/>', b'name="x" implementation="##WebService"/>')
    assert found(web) == {("x", "handler_missing")}

"""Reads a BPMN 2.0 file into a `ProcessModel`, naming every element that is not supported.

Supported: none start and end events, user and service tasks, exclusive gateways,
sequence flows, lanes, one pool; drawing, texts and extensions are skipped. All
else is refused by element id: half a process run is worse than none.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tinhso.foundation.wire import xml

from .conditions import BadConditionError, is_known_language, read_condition
from .types import BPMN, TINHSO, BpmnProblem, FlowModel, NodeKind, NodeModel, ProcessModel

MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 5_000
MAX_ID = 100

_NODES = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.USER,
    "serviceTask": NodeKind.SERVICE,
    "exclusiveGateway": NodeKind.GATEWAY,
}
# They say nothing about what happens.
_SILENT = {"documentation", "extensionElements", "textAnnotation", "association", "group"}
_IN_NODE = {"documentation", "extensionElements", "incoming", "outgoing"}
_IN_ROOT = {"documentation", "extensionElements", "category"}


def read_bpmn(data: bytes) -> tuple[ProcessModel | None, list[BpmnProblem]]:
    """Return the process and what is wrong with its writing; None when it cannot be read at all."""
    root, problem = _parse(data)
    if root is None:
        return None, [problem] if problem else []
    reader = _Reader(root)
    reader.read()
    return (None if reader.unreadable else reader.model), reader.problems


def _parse(data: bytes) -> tuple[etree._Element | None, BpmnProblem | None]:
    if len(data) > MAX_BYTES:
        return None, BpmnProblem(
            element=None, code="too_large", params={"limit": MAX_BYTES // 1024}
        )
    if _declares_entities(data):
        return None, BpmnProblem(element=None, code="doctype_forbidden")
    try:
        root = xml.parse(data, max_bytes=MAX_BYTES)
    except (xml.BadXml, LookupError):
        return None, BpmnProblem(element=None, code="not_xml")
    for count, _element in enumerate(root.iter()):
        if count > MAX_ELEMENTS:
            return None, BpmnProblem(
                element=None, code="too_many_elements", params={"limit": MAX_ELEMENTS}
            )
    return root, None


def _declares_entities(data: bytes) -> bool:
    """Look for a DOCTYPE in any encoding that puts zero bytes between letters."""
    return b"<!DOCTYPE" in data.replace(b"\x00", b"").upper()


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.model = ProcessModel()
        self.problems: list[BpmnProblem] = []
        self.unreadable = False

    def problem(self, element: str | None, code: str, **params: object) -> None:
        self.problems.append(BpmnProblem(element=element, code=code, params=params))

    def read(self) -> None:
        if self.root.tag != f"{{{BPMN}}}definitions":
            self.unreadable = True
            self.problem(None, "not_bpmn")
            return
        self._check_ids()
        processes = []
        for child in _elements(self.root):
            tag = _tag(child)
            if tag == "process":
                processes.append(child)
            elif tag == "collaboration":
                self._read_collaboration(child)
            elif tag not in _IN_ROOT and _is_bpmn(child):
                self._unsupported(child)
        if len(processes) != 1:
            self.unreadable = True
            self.problem(None, "several_processes" if processes else "no_process")
            return
        self._read_process(processes[0])

    def _check_ids(self) -> None:
        ids = [element.get("id") for element in self.root.iter() if isinstance(element.tag, str)]
        for key, times in Counter(ids).items():
            if key is not None and times > 1:
                self.problem(key, "duplicate_id")
            if key is not None and len(key) > MAX_ID:
                self.problem(key, "id_too_long", limit=MAX_ID)

    def _unsupported(self, element: etree._Element) -> None:
        self.problem(_nearest_id(element), "unsupported_element", tag=_tag(element))

    def _read_collaboration(self, collaboration: etree._Element) -> None:
        pools = 0
        for child in _elements(collaboration):
            tag = _tag(child)
            if tag == "participant":
                pools += 1
                if pools > 1:
                    self._unsupported(child)
                for inner in _elements(child):
                    if _tag(inner) not in _SILENT:
                        self._unsupported(inner)
            elif tag not in _SILENT:
                self._unsupported(child)

    def _read_process(self, process: etree._Element) -> None:
        self.model.key = process.get("id") or ""
        self.model.name = process.get("name") or ""
        lanes: list[etree._Element] = []
        flows: list[etree._Element] = []
        for child in _elements(process):
            tag = _tag(child)
            if tag in _NODES and _is_bpmn(child):
                self._read_node(child, _NODES[tag])
            elif tag == "sequenceFlow":
                flows.append(child)
            elif tag == "laneSet":
                lanes.append(child)
            elif tag not in _SILENT:
                self._unsupported(child)
                self._keep_place(child)
        for flow in flows:
            self._read_flow(flow)
        for lane_set in lanes:
            self._read_lanes(lane_set)
        self._check_references(process)

    def _keep_place(self, element: etree._Element) -> None:
        """Remember a refused element, so that flows to it are not called dangling."""
        if key := element.get("id"):
            self.model.nodes[key] = NodeModel(key=key, kind=NodeKind.FOREIGN)

    def _read_node(self, element: etree._Element, kind: NodeKind) -> None:
        key = element.get("id")
        if not key:
            self.problem(_nearest_id(element), "missing_id", tag=_tag(element))
            return
        for child in _elements(element):
            if _tag(child) not in _IN_NODE or not _is_bpmn(child):
                self._unsupported_inside(key, child)
        for attribute, plain in (
            ("isForCompensation", "false"),
            ("startQuantity", "1"),
            ("completionQuantity", "1"),
        ):
            if (element.get(attribute) or plain).strip() not in (plain, "0"):
                self.problem(key, "unsupported_attribute", attribute=attribute)
        handler = ""
        if kind is NodeKind.SERVICE:
            handler = _handler(element)
            if not handler:
                self.problem(key, "handler_missing")
        self.model.nodes[key] = NodeModel(
            key=key,
            kind=kind,
            name=(element.get("name") or "").strip(),
            handler=handler,
            default=element.get("default") or "",
        )

    def _unsupported_inside(self, key: str, child: etree._Element) -> None:
        tag = _tag(child)
        code = (
            "unsupported_event" if tag.lower().endswith("eventdefinition") else "unsupported_part"
        )
        if tag == "eventDefinitionRef":
            code = "unsupported_event"
        self.problem(key, code, tag=tag)

    def _read_flow(self, element: etree._Element) -> None:
        key = element.get("id")
        source, target = element.get("sourceRef") or "", element.get("targetRef") or ""
        if not key:
            self.problem(_nearest_id(element), "missing_id", tag="sequenceFlow")
            return
        for end in (source, target):
            if end not in self.model.nodes:
                self.problem(key, "dangling_flow", end=end or "?")
                return
        condition, has_condition = None, False
        for child in _elements(element):
            tag = _tag(child)
            if tag == "conditionExpression" and _is_bpmn(child) and not has_condition:
                has_condition = True
                condition = self._read_condition(key, child)
            elif tag not in _SILENT:
                self.problem(key, "unsupported_part", tag=tag)
        self.model.flows[key] = FlowModel(
            key=key, source=source, target=target, condition=condition, has_condition=has_condition
        )

    def _read_condition(self, key: str, element: etree._Element) -> object:
        language = element.get("language") or self.root.get("expressionLanguage") or ""
        if not is_known_language(language):
            self.problem(key, "unsupported_expression", language=language or "XPath")
            return None
        try:
            return read_condition(_text(element))
        except BadConditionError:
            self.problem(key, "bad_expression")
            return None

    def _read_lanes(self, lane_set: etree._Element) -> None:
        for lane in _elements(lane_set):
            if _tag(lane) != "lane":
                if _tag(lane) not in _SILENT:
                    self._unsupported(lane)
                continue
            role = _role(lane)
            for child in _elements(lane):
                if _tag(child) == "flowNodeRef":
                    self._put_in_lane(lane, _local(_text(child)), role)
                elif _tag(child) not in _SILENT:
                    self._unsupported(child)

    def _put_in_lane(self, lane: etree._Element, key: str, role: str) -> None:
        node = self.model.nodes.get(key)
        if node is None:
            self.problem(_nearest_id(lane), "lane_unknown_node", node=key)
        elif node.role:
            self.problem(key, "several_lanes")
        else:
            self.model.nodes[key] = replace(node, role=role)

    def _check_references(self, process: etree._Element) -> None:
        flows = {c.get("id") for c in _elements(process) if _tag(c) == "sequenceFlow"}
        for child in _elements(process):
            key = child.get("id")
            if _tag(child) not in _NODES or not key:
                continue
            for inner in _elements(child):
                if _tag(inner) in ("incoming", "outgoing"):
                    flow = _local(_text(inner))
                    if flow not in flows:
                        self.problem(key, "dangling_flow", end=flow or "?")


def _elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements, without comments and processing instructions."""
    for child in parent:
        if isinstance(child.tag, str):
            yield child


def _tag(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _is_bpmn(element: etree._Element) -> bool:
    return etree.QName(element).namespace == BPMN


def _local(text: str) -> str:
    """Return the id in a QName: `tns:Flow_1` names Flow_1."""
    return text.strip().rpartition(":")[2]


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _nearest_id(element: etree._Element | None) -> str | None:
    while element is not None:
        if key := element.get("id"):
            return str(key)
        element = element.getparent()
    return None


def _handler(element: etree._Element) -> str:
    named = element.get(f"{{{TINHSO}}}handler") or element.get("implementation") or ""
    return "" if named.startswith("##") else named.strip()


def _role(lane: etree._Element) -> str:
    """Return the lane's role: `ts:role`, else its name, else its id."""
    return (lane.get(f"{{{TINHSO}}}role") or lane.get("name") or lane.get("id") or "").strip()

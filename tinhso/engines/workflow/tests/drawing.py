"""Draws small processes for tests: `drawing(nodes, flows, lanes)` → BPMN bytes."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "user": "userTask",
    "service": "serviceTask",
    "gateway": "exclusiveGateway",
}
Flow = tuple[str, str] | tuple[str, str, str]


def drawing(
    nodes: Mapping[str, str],
    flows: Sequence[Flow],
    *,
    lanes: Mapping[str, Sequence[str]] | None = None,
    defaults: Mapping[str, str] | None = None,
    language: str = "https://jsonlogic.com",
    more: str = "",
) -> bytes:
    """`nodes`: id → kind (or "service:handler"); `flows`: (source, target[, condition]).

    A flow's id is "source__target". Without `lanes` every user task stands in "clerk".
    """
    if lanes is None:
        users = [key for key, kind in nodes.items() if kind == "user"]
        lanes = {"clerk": users} if users else {}
    parts = ["<laneSet id='lanes'>"] if lanes else []
    for role, members in lanes.items():
        refs = "".join(f"<flowNodeRef>{key}</flowNodeRef>" for key in members)
        parts.append(f"<lane id='lane_{role}' name={quoteattr(role)}>{refs}</lane>")
    if lanes:
        parts.append("</laneSet>")
    for key, said in nodes.items():
        kind, _, handler = said.partition(":")
        extra = f" ts:handler={quoteattr(handler)}" if handler else ""
        if defaults and key in defaults:
            extra += f" default={quoteattr(defaults[key])}"
        parts.append(f"<{TAGS[kind]} id={quoteattr(key)} name={quoteattr(key)}{extra}/>")
    for flow in flows:
        source, target = flow[:2]
        inner = ""
        if len(flow) == 3:
            inner = (
                f"<conditionExpression language={quoteattr(language)}>"
                f"{escape(flow[2])}</conditionExpression>"
            )
        parts.append(
            f"<sequenceFlow id='{source}__{target}' sourceRef='{source}' targetRef='{target}'>"
            f"{inner}</sequenceFlow>"
        )
    return (
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' "
        "xmlns:ts='https://tinhso.vn/bpmn' targetNamespace='urn:test'>"
        f"<process id='p' name='Test' isExecutable='true'>{''.join(parts)}{more}</process>"
        "</definitions>"
    ).encode()

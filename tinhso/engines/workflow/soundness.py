"""Whether a process that can be read can also be carried through.

After van der Aalst: every node is reachable, and from every node an end can
still be reached; one token runs, so proper completion follows by itself.
"""

from collections.abc import Callable, Iterable

from .types import BpmnProblem, NodeKind, NodeModel, ProcessModel


def find_flaws(model: ProcessModel) -> list[BpmnProblem]:
    """Return what would leave a case lost, stuck or going round for ever."""
    return [
        *_starts_and_ends(model),
        *_reachability(model),
        *_splits(model),
        *_gateways(model),
        *_lanes(model),
        *_endless_loops(model),
    ]


def _of_kind(model: ProcessModel, kind: NodeKind) -> list[NodeModel]:
    return [node for node in model.nodes.values() if node.kind is kind]


def _problem(element: str | None, code: str, **params: object) -> BpmnProblem:
    return BpmnProblem(element=element, code=code, params=params)


def _starts_and_ends(model: ProcessModel) -> Iterable[BpmnProblem]:
    starts = _of_kind(model, NodeKind.START)
    if not starts:
        yield _problem(None, "no_start")
    for node in starts[1:]:
        yield _problem(node.key, "several_starts")
    if not _of_kind(model, NodeKind.END):
        yield _problem(None, "no_end")
    for node in starts:
        if model.incoming(node.key):
            yield _problem(node.key, "start_has_incoming")
    for node in _of_kind(model, NodeKind.END):
        if model.outgoing(node.key):
            yield _problem(node.key, "end_has_outgoing")


def _reachability(model: ProcessModel) -> Iterable[BpmnProblem]:
    # A refused element may begin or end something by itself: no second complaint about it.
    foreign = [node.key for node in _of_kind(model, NodeKind.FOREIGN)]
    forward: dict[str, list[str]] = {key: [] for key in model.nodes}
    backward: dict[str, list[str]] = {key: [] for key in model.nodes}
    for flow in model.flows.values():
        forward[flow.source].append(flow.target)
        backward[flow.target].append(flow.source)
    starts = [node.key for node in _of_kind(model, NodeKind.START)]
    ends = [node.key for node in _of_kind(model, NodeKind.END)]
    reached = _spread([*starts, *foreign], forward.__getitem__)
    leaving = _spread([*ends, *foreign], backward.__getitem__)
    for key, node in model.nodes.items():
        if starts and key not in reached:
            yield _problem(key, "unreachable")
        if key not in leaving and (ends or node.kind is not NodeKind.START):
            yield _problem(key, "no_path_to_end")


def _spread(seeds: Iterable[str], neighbours: Callable[[str], list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(seeds)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(neighbours(key))
    return found


def _splits(model: ProcessModel) -> Iterable[BpmnProblem]:
    """Only a gateway may have several ways out: BPMN reads anything else as parallel work."""
    for node in model.nodes.values():
        if node.kind in (NodeKind.GATEWAY, NodeKind.FOREIGN):
            continue
        flows = model.outgoing(node.key)
        if len(flows) > 1 and node.kind is not NodeKind.END:
            yield _problem(node.key, "unsupported_split")
        for flow in flows:
            if flow.has_condition:
                yield _problem(flow.key, "condition_not_on_gateway")


def _gateways(model: ProcessModel) -> Iterable[BpmnProblem]:
    for node in _of_kind(model, NodeKind.GATEWAY):
        flows = model.outgoing(node.key)
        if node.default and node.default not in {flow.key for flow in flows}:
            yield _problem(node.key, "default_unknown", flow=node.default)
        if len(flows) == 1 and not flows[0].has_condition:
            continue
        if flows and not node.default:
            yield _problem(node.key, "gateway_without_default")
        for flow in flows:
            if flow.key == node.default:
                if flow.has_condition:
                    yield _problem(flow.key, "default_has_condition")
            elif not flow.has_condition:
                yield _problem(flow.key, "condition_missing")


def _lanes(model: ProcessModel) -> Iterable[BpmnProblem]:
    for node in _of_kind(model, NodeKind.USER):
        if not node.role:
            yield _problem(node.key, "lane_missing")


def _endless_loops(model: ProcessModel) -> Iterable[BpmnProblem]:
    """A ring of gateways alone never ends: nothing on it can change an answer."""
    gateways = {node.key for node in _of_kind(model, NodeKind.GATEWAY)}
    onward = {
        key: [flow.target for flow in model.outgoing(key) if flow.target in gateways]
        for key in gateways
    }
    for key in model.nodes:
        if key in gateways and key in _spread(onward[key], onward.__getitem__):
            yield _problem(key, "endless_loop")

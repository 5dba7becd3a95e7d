"""Whether a BPMN file can be run here: the question of the command line, the deployer and tests."""

from collections.abc import Container

from .bpmn import read_bpmn
from .soundness import find_flaws
from .types import BpmnProblem, NodeKind, ProcessModel


def check_bpmn(data: bytes, *, handlers: Container[str] | None = None) -> list[BpmnProblem]:
    """Return every problem of the file; an empty list means that it runs.

    Handlers of service tasks are looked up only when `handlers` is given: a
    drawing can be checked on a machine that does not do the work.
    """
    return compile_bpmn(data, handlers=handlers)[1]


def compile_bpmn(
    data: bytes, *, handlers: Container[str] | None = None
) -> tuple[ProcessModel | None, list[BpmnProblem]]:
    """Return the process with the problems of the file."""
    model, problems = read_bpmn(data)
    if model is None:
        return None, problems
    problems += find_flaws(model)
    if handlers is not None:
        problems += [
            BpmnProblem(element=node.key, code="unknown_handler", params={"handler": node.handler})
            for node in model.nodes.values()
            if node.kind is NodeKind.SERVICE and node.handler and node.handler not in handlers
        ]
    return model, problems

"""Differential test: our engine and SpiffWorkflow walk every generated process the same way.

SpiffWorkflow (LGPL, a development dependency only) evaluates Python conditions,
so each model is drawn twice: with our rules for us, with Python for the oracle.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tinhso.engines.workflow import services
from tinhso.engines.workflow.checks import check_bpmn
from tinhso.engines.workflow.selectors import find_instance, open_tasks
from tinhso.foundation.kernel.types import Subject, Who

from .drawing import Flow, drawing

STEPS = 25


@dataclass
class Sketch:
    """A random process: steps in a row, branches that join again or end, loops back."""

    rng: random.Random
    nodes: dict[str, str] = field(default_factory=lambda: {"start": "start"})
    rules: list[Flow] = field(default_factory=list)
    python: list[Flow] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)

    def node(self, kind: str) -> str:
        key = f"{kind}{len(self.nodes)}"
        self.nodes[key] = kind
        return key

    def flow(self, source: str, target: str, answer: int | None = None) -> None:
        if answer is None:
            self.rules.append((source, target))
            self.python.append((source, target))
        else:
            self.rules.append((source, target, f'{{"==": [{{"var": "answer"}}, {answer}]}}'))
            self.python.append((source, target, f"answer == {answer}"))

    def block(self, entry: str, depth: int) -> str:
        """Draw something after `entry`; return the node where it goes on."""
        shape = self.rng.choice(["task", "task", "branch", "loop"] if depth else ["task"])
        if shape == "task":
            task = self.node("user")
            self.flow(entry, task)
            return task
        task = self.node("user")
        self.flow(entry, task)
        split = self.node("gateway")
        self.flow(task, split)
        return self.loop(split, task) if shape == "loop" else self.branch(split, depth)

    def loop(self, split: str, back_to: str) -> str:
        onward = self.node("user")
        self.flow(split, back_to, 1)
        self.flow(split, onward)
        self.defaults[split] = f"{split}__{onward}"
        return onward

    def branch(self, split: str, depth: int) -> str:
        join = self.node("gateway")
        ways = self.rng.randint(2, 3)
        for answer in range(ways):
            first = self.node("user")
            last = first if answer == 0 else self.block(first, depth - 1)
            if answer and answer == ways - 1 and self.rng.random() < 0.3:
                end = self.node("end")
                self.flow(last, end)
            else:
                self.flow(last, join)
            self.flow(split, first, answer or None)
            if not answer:
                self.defaults[split] = f"{split}__{first}"
        return join

    def draw(self) -> tuple[bytes, bytes]:
        last = "start"
        for _ in range(self.rng.randint(1, 4)):
            last = self.block(last, 2)
        self.flow(last, self.node("end"))
        ours = drawing(self.nodes, self.rules, defaults=self.defaults)
        theirs = drawing(self.nodes, self.python, defaults=self.defaults, language="python")
        return ours, theirs


def walk_ours(data: bytes, answers: list[int]) -> Iterator[str]:
    case = Subject(kind="case", uid="c1")
    services.deploy_process("p", data)
    services.start_process("p", subject=case, variables={})
    for answer in answers:
        tasks = open_tasks(case)
        if not tasks:
            break
        yield tasks[0].node
        services.complete_task(
            Who(account="a"), subject=case, node=tasks[0].node, variables={"answer": answer}
        )
    instance = find_instance(case)
    assert instance is not None
    yield instance.end


def walk_theirs(data: bytes, answers: list[int]) -> Iterator[str]:
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(data))
    workflow = BpmnWorkflow(parser.get_spec("p"))
    workflow.do_engine_steps()
    for answer in answers:
        tasks = workflow.get_tasks(state=TaskState.READY, manual=True)
        if not tasks:
            break
        assert len(tasks) == 1
        yield tasks[0].task_spec.bpmn_id
        tasks[0].data["answer"] = answer
        tasks[0].run()
        workflow.do_engine_steps()
    ends = [
        task.task_spec.bpmn_id
        for task in workflow.get_tasks(state=TaskState.COMPLETED)
        if (task.task_spec.bpmn_id or "").startswith("end")
    ]
    yield ends[-1] if workflow.is_completed() else ""


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(40))
def test_both_engines_open_the_same_tasks_and_reach_the_same_end(seed: int) -> None:
    rng = random.Random(seed)
    ours, theirs = Sketch(rng).draw()
    assert check_bpmn(ours) == []
    answers = [rng.randint(0, 3) for _ in range(STEPS)]
    walked = list(walk_ours(ours, answers))
    assert walked == list(walk_theirs(theirs, answers))
    assert len(walked) > 1

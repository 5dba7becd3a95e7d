"""Processes loaded from the past look as if the engine had run them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps

from tinhso.engines.workflow import services
from tinhso.engines.workflow.models import Instance, Task, Token
from tinhso.engines.workflow.seeds import PastProcess, PastStep, load_past_processes
from tinhso.engines.workflow.selectors import find_instance, list_history, open_tasks
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.models import Event
from tinhso.foundation.outbox.worker import drain

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 2, tzinfo=UTC)
CLERK = Who(account="a1", name="Lê Thị Ánh Nguyệt", kind="official")
WHOLE = ["accept", "verify", "enter", "sign", "issue"]


@pytest.fixture(autouse=True)
def birth_registration(birth_services: list[str]) -> None:
    root = Path(apps.get_app_config("workflow").path).parents[1]
    data = (root / "systems/procedures/data/1.001193/process.bpmn").read_bytes()
    services.deploy_process("birth", data)


def past(uid: str, nodes: list[str], outcome: str = "", *, paper: bool = False) -> PastProcess:
    return PastProcess(
        subject=Subject(kind="case", uid=uid),
        agency="H99.112",
        started_at=START,
        variables={"paper_wanted": paper},
        steps=[
            PastStep(
                node=node,
                at=START + timedelta(hours=n + 1),
                who=CLERK,
                outcome=outcome if node == nodes[-1] else "",
            )
            for n, node in enumerate(nodes)
        ],
    )


def shape(uid: str) -> tuple[object, ...]:
    subject = Subject(kind="case", uid=uid)
    instance = find_instance(subject)
    assert instance is not None
    tasks = Task.objects.filter(subject_uid=uid).values_list(
        "node", "name", "role", "agency", "state", "outcome", "completed_by", "completed_name"
    )
    visits = [(v.node, v.kind, v.outcome, v.by, v.left_at is None) for v in list_history(subject)]
    return instance.state, instance.end, instance.variables, list(tasks), visits


@pytest.mark.parametrize(
    ("nodes", "outcome", "paper"),
    [
        ([], "", False),
        (["accept"], "", False),
        (["accept"], "refused", False),
        (["accept", "verify", "enter"], "", False),
        (WHOLE, "", False),
        (WHOLE, "", True),
        ([*WHOLE, "return"], "", True),
    ],
)
def test_loaded_rows_are_those_of_the_engine(nodes: list[str], outcome: str, paper: bool) -> None:
    load_past_processes("birth", [past("loaded", nodes, outcome, paper=paper)])
    subject = Subject(kind="case", uid="run")
    services.start_process(
        "birth", subject=subject, variables={"paper_wanted": paper}, agency="H99.112"
    )
    for node in nodes:
        if node in ("enter", "issue"):
            drain()
        else:
            last = outcome if node == nodes[-1] else ""
            services.complete_task(CLERK, subject=subject, node=node, outcome=last)
    assert shape("loaded") == shape("run")


def test_many_are_loaded_with_few_queries(django_assert_max_num_queries: object) -> None:
    assert callable(django_assert_max_num_queries)
    with django_assert_max_num_queries(30):
        assert load_past_processes("birth", [past(str(n), WHOLE) for n in range(100)]) == 100
    assert Instance.objects.filter(state="ended").count() == 100
    assert Token.objects.count() == 1000
    assert not Event.objects.exists()


def test_an_open_process_goes_on_from_where_it_stands() -> None:
    load_past_processes("birth", [past("c1", ["accept"])])
    subject = Subject(kind="case", uid="c1")
    assert [task.node for task in open_tasks(subject)] == ["verify"]
    services.complete_task(CLERK, subject=subject, node="verify")
    drain()
    assert [task.node for task in open_tasks(subject)] == ["sign"]


def test_steps_that_do_not_follow_the_drawing_are_an_error() -> None:
    with pytest.raises(ValueError, match="at accept, not at verify"):
        load_past_processes("birth", [past("c1", ["verify"])])
    with pytest.raises(ValueError, match="after the end"):
        load_past_processes("birth", [past("c1", [*WHOLE, "return"])])

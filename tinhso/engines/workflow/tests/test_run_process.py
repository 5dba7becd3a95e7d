"""A case walks through its process: tasks, gateways, services, ends; and what is refused."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps

from tinhso.engines.workflow import services
from tinhso.engines.workflow.models import Instance, Task, Token
from tinhso.engines.workflow.selectors import (
    count_tasks,
    find_instance,
    list_history,
    list_tasks,
    open_tasks,
)
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.refusals import Conflict
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.models import Event

from .drawing import drawing

pytestmark = pytest.mark.django_db

CASE = Subject(kind="case", uid="c1")
CLERK = Who(account="a1", name="Lê Thị Ánh Nguyệt", kind="official", agency="H99.112")
OTHER = Who(account="a2", name="Mai Thị Hồng", kind="official", agency="H99.101")
DECIDE = drawing(
    {"s": "start", "ask": "user", "g": "gateway", "again": "user", "e": "end", "no": "end"},
    [
        ("s", "ask"),
        ("ask", "g"),
        ("g", "again", '{"==": [{"var": "outcome"}, "again"]}'),
        ("g", "no", '{">": [{"var": "age"}, 60]}'),
        ("g", "e"),
        ("again", "ask"),
    ],
    defaults={"g": "g__e"},
)


def start(data: bytes = DECIDE, **variables: object) -> Instance:
    services.deploy_process("p", data)
    return services.start_process("p", subject=CASE, variables=variables, agency="H99.112")


def complete(node: str, outcome: str = "", key: str = "", who: Who = CLERK) -> None:
    services.complete_task(who, subject=CASE, node=node, outcome=outcome, key=key)


def nodes() -> list[str]:
    return [task.node for task in open_tasks(CASE)]


def told(name: str) -> list[dict[str, object]]:
    events = Event.objects.filter(name=f"workflow.{name}").order_by("id")
    return [event.payload for event in events]


def test_the_first_task_opens_for_its_role_at_its_agency() -> None:
    start()
    (task,) = open_tasks(CASE)
    assert (task.node, task.role, task.agency) == ("ask", "clerk", "H99.112")
    assert told("TaskOpened")[0]["role"] == "clerk"


def test_without_a_true_condition_the_default_is_taken() -> None:
    start(age=20)
    complete("ask")
    instance = find_instance(CASE)
    assert instance is not None
    assert (instance.state, instance.end) == ("ended", "e")
    assert told("ProcessEnded")[0]["end"] == "e"
    assert nodes() == []


def test_a_gateway_looks_at_the_variables() -> None:
    start(age=61)
    complete("ask")
    instance = find_instance(CASE)
    assert instance is not None
    assert instance.end == "no"


def test_the_outcome_of_a_task_decides_and_a_loop_opens_the_task_anew() -> None:
    start()
    complete("ask", "again")
    assert nodes() == ["again"]
    complete("again")
    assert nodes() == ["ask"]
    instance = find_instance(CASE)
    assert instance is not None
    assert instance.variables["outcomes"] == {"ask": "again", "again": ""}


def test_history_tells_who_did_what() -> None:
    start()
    complete("ask", "ok")
    visits = list_history(CASE)
    assert [visit.node for visit in visits] == ["s", "ask", "g", "e"]
    assert (visits[1].outcome, visits[1].by) == ("ok", "Lê Thị Ánh Nguyệt")
    assert all(visit.left_at for visit in visits)


def test_a_task_that_is_not_open_is_a_conflict() -> None:
    start()
    complete("ask", "again")
    with pytest.raises(Conflict) as refused:
        complete("ask")
    assert refused.value.code == "workflow.task_not_open"


def test_asking_twice_with_one_key_completes_once() -> None:
    start()
    complete("ask", "again", key="k1")
    complete("ask", "again", key="k1")
    assert nodes() == ["again"]
    assert len(told("TaskCompleted")) == 1


def test_a_key_is_remembered_after_the_end() -> None:
    start()
    complete("ask", key="k1")
    complete("ask", key="k1")
    with pytest.raises(Conflict):
        complete("ask", key="k2")


def test_a_subject_has_one_running_process() -> None:
    start()
    with pytest.raises(Conflict):
        services.start_process("p", subject=CASE, variables={})


def test_who_holds_a_task_keeps_others_from_completing_it() -> None:
    start()
    services.claim_task(CLERK, subject=CASE, node="ask")
    services.claim_task(CLERK, subject=CASE, node="ask")
    for act in (services.claim_task, services.unclaim_task, services.complete_task):
        with pytest.raises(Conflict) as refused:
            act(OTHER, subject=CASE, node="ask")
        assert refused.value.params["name"] == "Lê Thị Ánh Nguyệt"
    services.unclaim_task(OTHER, subject=CASE, node="ask", by_force=True)
    complete("ask", who=OTHER)


def test_the_worklist_is_by_role_and_agency_nearest_deadline_first() -> None:
    start()
    other = Subject(kind="case", uid="c2")
    services.start_process("p", subject=other, variables={"agency": "H99.112"})
    services.set_task_due(subject=other, node="ask", due_at=clock.now() + timedelta(hours=1))
    assert [t.subject.uid for t in list_tasks(["clerk"], "H99.112")] == ["c2", "c1"]
    assert count_tasks(["clerk"], "H99.112") == 2
    assert list_tasks(["clerk"], "H99.101") == []
    assert list_tasks(["officer"], "H99.112") == []


def test_a_process_can_be_handed_to_another_agency() -> None:
    start()
    services.claim_task(CLERK, subject=CASE, node="ask")
    services.move_process(subject=CASE, agency="H99.101")
    (task,) = open_tasks(CASE)
    assert (task.agency, task.claimed_by) == ("H99.101", "")


def test_a_process_called_off_leaves_nothing_open() -> None:
    start()
    services.stop_process(subject=CASE)
    assert nodes() == []
    assert not Token.objects.filter(left_at=None).exists()
    assert told("ProcessStopped")[0]["reason"] == "stopped"
    with pytest.raises(Conflict):
        services.stop_process(subject=CASE)
    services.start_process("p", subject=CASE, variables={})


def test_a_condition_that_cannot_be_worked_out_does_not_hold() -> None:
    start(age="sixty")
    complete("ask")
    instance = find_instance(CASE)
    assert instance is not None
    assert instance.end == "e"


def test_a_case_that_goes_round_in_a_circle_is_stopped_for_a_person_to_look_at() -> None:
    start()
    for _ in range(100):
        if not nodes():
            break
        complete("ask", "again")
        if nodes():
            complete("again")
    assert told("ProcessStopped")[0]["reason"] == "looping"
    assert Task.objects.filter(state="open").count() == 0


def test_birth_registration_runs_from_intake_to_the_electronic_result(
    birth_services: list[str],
) -> None:
    from tinhso.foundation.outbox.worker import drain

    root = Path(apps.get_app_config("workflow").path).parents[1]
    data = (root / "systems/procedures/data/1.001193/process.bpmn").read_bytes()
    start(data, paper_wanted=False)
    walked = []
    for _ in range(3):
        (task,) = open_tasks(CASE)
        walked.append((task.node, task.role))
        complete(task.node)
        drain()
    assert walked == [
        ("accept", "intake_clerk"),
        ("verify", "civil_status_officer"),
        ("sign", "agency_head"),
    ]
    assert birth_services == ["civilstatus.enter_birth", "cases.issue_result"]
    instance = find_instance(CASE)
    assert instance is not None
    assert instance.end == "issued"


def test_birth_registration_on_paper_waits_for_the_counter(birth_services: list[str]) -> None:
    from tinhso.foundation.outbox.worker import drain

    root = Path(apps.get_app_config("workflow").path).parents[1]
    data = (root / "systems/procedures/data/1.001193/process.bpmn").read_bytes()
    start(data, paper_wanted=True)
    for node in ("accept", "verify", "sign"):
        complete(node)
        drain()
    (task,) = open_tasks(CASE)
    assert (task.node, task.role) == ("return", "intake_clerk")


@pytest.mark.parametrize(
    ("steps", "end"), [(["accept"], "intake_refused"), (["accept", "verify"], "refused")]
)
def test_birth_registration_may_be_refused(
    steps: list[str], end: str, birth_services: list[str]
) -> None:
    root = Path(apps.get_app_config("workflow").path).parents[1]
    data = (root / "systems/procedures/data/1.001193/process.bpmn").read_bytes()
    start(data)
    for step in steps:
        complete(step, "refused" if step == steps[-1] else "")
    instance = find_instance(CASE)
    assert instance is not None
    assert instance.end == end
    assert birth_services == []

"""A drawing becomes rows, a new drawing a new version."""

import pytest

from tinhso.engines.workflow.models import Definition
from tinhso.engines.workflow.selectors import get_definition
from tinhso.engines.workflow.services import deploy_process, start_process
from tinhso.foundation.kernel.refusals import Invalid, NotFound
from tinhso.foundation.kernel.types import Subject

from .drawing import drawing

pytestmark = pytest.mark.django_db

LINE = drawing(
    {"s": "start", "a": "user", "b": "user", "e": "end"}, [("s", "a"), ("a", "b"), ("b", "e")]
)
SHORT = drawing({"s": "start", "a": "user", "e": "end"}, [("s", "a"), ("a", "e")])


def test_a_process_is_kept_as_rows() -> None:
    definition = deploy_process("p", LINE, legal_basis="NĐ 118/2025/NĐ-CP")
    assert (definition.version, definition.name) == (1, "Test")
    assert definition.nodes.count() == 4
    assert definition.flows.count() == 3
    assert definition.nodes.get(key="a").role == "clerk"
    assert bytes(definition.bpmn) == LINE


def test_the_same_bytes_are_not_a_new_version() -> None:
    assert deploy_process("p", LINE) == deploy_process("p", LINE)
    assert Definition.objects.count() == 1


def test_a_changed_drawing_is_a_new_version_and_old_cases_keep_theirs() -> None:
    deploy_process("p", LINE)
    old = start_process("p", subject=Subject(kind="case", uid="1"), variables={})
    deploy_process("p", SHORT)
    new = start_process("p", subject=Subject(kind="case", uid="2"), variables={})
    old.refresh_from_db()
    assert (old.definition.version, new.definition.version) == (1, 2)
    assert get_definition("p").version == 2
    assert get_definition("p", version=1) == old.definition


def test_going_back_to_an_earlier_drawing_is_a_version_of_its_own() -> None:
    for data in (LINE, SHORT, LINE):
        deploy_process("p", data)
    assert get_definition("p").version == 3


def test_a_faulty_drawing_is_refused_with_every_fault() -> None:
    with pytest.raises(Invalid) as refused:
        deploy_process("p", drawing({"s": "start", "a": "user"}, [("s", "a")]))
    assert {p.code for p in refused.value.problems} >= {"workflow.bpmn.no_end"}
    assert not Definition.objects.exists()


def test_a_handler_that_nobody_registered_is_refused_at_deployment() -> None:
    data = drawing({"s": "start", "x": "service:nobody.home", "e": "end"}, [("s", "x"), ("x", "e")])
    with pytest.raises(Invalid) as refused:
        deploy_process("p", data)
    assert [(p.field, p.code) for p in refused.value.problems] == [
        ("x", "workflow.bpmn.unknown_handler")
    ]


def test_a_process_that_was_never_deployed_cannot_start() -> None:
    with pytest.raises(NotFound):
        start_process("nothing", subject=Subject(kind="case", uid="1"), variables={})

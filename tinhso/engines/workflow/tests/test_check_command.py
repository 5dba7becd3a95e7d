"""`tinhso workflow check FILE`: an answer and an exit code for every file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tinhso.engines.workflow.cli import workflow

from .drawing import drawing

LINE = {"s": "start", "a": "user", "e": "end"}
FLOWS = [("s", "a"), ("a", "e")]
GOOD = drawing(LINE, FLOWS)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(workflow, ["check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_command_says_ok_in_json(tmp_path: Path) -> None:
    file = tmp_path / "a.bpmn"
    file.write_bytes(GOOD)
    assert run(str(file), "--json") == (0, '{"ok": true, "problems": []}\n')
    assert run(str(file)) == (0, "OK\n")


def test_the_command_names_element_code_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "a.bpmn"
    file.write_bytes(drawing(LINE, FLOWS, more="<parallelGateway id='fork'/>"))
    code, output = run(str(file), "--json", "--language", "en")
    assert code == 1
    assert json.loads(output) == {
        "ok": False,
        "problems": [
            {
                "element": "fork",
                "code": "unsupported_element",
                "message": "The element parallelGateway is not supported.",
            }
        ],
    }
    assert "unsupported_element" in run(str(file))[1]


@pytest.mark.parametrize("name", ["missing.bpmn", "."])
def test_a_file_that_cannot_be_read_is_a_problem_too(tmp_path: Path, name: str) -> None:
    code, output = run(str(tmp_path / name), "--json")
    assert code == 1
    assert json.loads(output)["problems"][0] | {"message": ""} == {
        "element": None,
        "code": "unreadable",
        "message": "",
    }

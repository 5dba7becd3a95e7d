"""The command line, the map, the making of a room, and what the demonstration does first."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.apps import apps

from config import demo
from config.cli import main
from config.house import BASE, LAYERS, make_app, print_map, read_ladder
from tinhso.systems import procedures

COMMANDS = ("bench", "demo", "import", "map", "new-app", "seed", "verify", "worker", "workflow")


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_help_lists_the_commands_of_every_app() -> None:
    said = _run("--help").output
    listed = {line.split()[0] for line in said.partition("Commands:")[2].splitlines() if line}
    assert set(COMMANDS) <= listed


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_page(command: str) -> None:
    said = _run(command, "--help")
    assert said.exit_code == 0, said.output
    assert "Usage:" in said.output


def test_the_shipped_process_is_sound() -> None:
    shipped = Path(procedures.__path__[0]) / "data" / "1.001193" / "process.bpmn"
    said = _run("workflow", "check", str(shipped), "--json")
    assert said.exit_code == 0, said.output
    assert json.loads(said.output)["ok"] is True


def test_a_broken_process_is_refused_by_the_same_command(tmp_path: Path) -> None:
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<not-bpmn/>")
    said = _run("workflow", "check", str(broken), "--json")
    assert said.exit_code != 0


def test_the_ladder_holds_every_app_once() -> None:
    rooms = [room for layer in LAYERS for rung in read_ladder()[layer] for room in rung]
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("tinhso.")]
    assert sorted(rooms) == sorted(ours)


def test_the_map_names_each_room_and_who_hears_what() -> None:
    said: list[str] = []
    print_map(said.append)
    text = "\n".join(said)
    assert all(room in text for rungs in read_ladder().values() for rung in rungs for room in rung)
    heard = said.index("    cases.CaseAccepted")
    assert "cases.make_receipt" in said[heard + 1]


def test_a_new_room_is_a_folder_that_python_can_read(tmp_path: Path) -> None:
    said: list[str] = []
    make_app("systems", "licences", said.append, base=tmp_path)
    folder = tmp_path / "tinhso" / "systems" / "licences"
    made = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert made == {
        "README.md",
        "__init__.py",
        "apps.py",
        "tests/__init__.py",
        "tests/test_licences.py",
    }
    for file in folder.rglob("*.py"):
        compile(file.read_text(), str(file), "exec")
    assert 'name = "tinhso.systems.licences"' in (folder / "apps.py").read_text()
    assert "pyproject.toml" in "\n".join(said)


@pytest.mark.parametrize("name", ["Licences", "two words", "2nd", ""])
def test_a_room_with_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SystemExit):
        make_app("systems", name, print, base=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_room_is_not_made_twice(tmp_path: Path) -> None:
    make_app("faces", "kiosk", lambda _line: None, base=tmp_path)
    with pytest.raises(SystemExit):
        make_app("faces", "kiosk", lambda _line: None, base=tmp_path)


def test_the_demo_does_not_start_where_somebody_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit, match=f"Port {taken.getsockname()[1]} is taken"):
            demo._require_free(taken.getsockname()[1])


def test_the_greeting_has_every_face_and_everybody_of_the_cast(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from tinhso.foundation.identity import cast

    demo._greet(9000, 9100, 12.3)
    said = capsys.readouterr().out
    for address in ("9000/", "9000/desk/", "9000/ioc/", "9000/console/", "9100/phone/"):
        assert f"http://127.0.0.1:{address}\n" in said
    for person in cast.CAST.values():
        assert person.name in said
    assert max(len(line) for line in said.splitlines()) <= 100


def test_the_readme_names_only_targets_that_exist() -> None:
    makefile = (BASE / "Makefile").read_text()
    for line in (BASE / "README.md").read_text().splitlines():
        if line.startswith("make "):
            target = line.split()[1]
            assert target.startswith("#") or f"\n{target}: " in makefile


def test_stopping_leaves_nobody_behind_not_even_the_deaf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = tmp_path / "deaf.py"
    deaf.write_text(
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = os.fork()\n"
        "if child:\n"
        "    print(child, flush=True)\n"
        "time.sleep(600)\n"
    )
    monkeypatch.setattr(demo, "STOP_SIGNALS", ())
    monkeypatch.setattr(demo, "STOPPED_WITHIN_SECONDS", 0)
    leader = subprocess.Popen(
        [sys.executable, str(deaf)], stdout=subprocess.PIPE, start_new_session=True
    )
    assert leader.stdout is not None
    child = int(leader.stdout.readline())
    demo._take_down({"web": leader})
    assert leader.wait(5) == -signal.SIGKILL
    leader.stdout.read()  # ends when the last process that holds the pipe is gone
    leader.stdout.close()
    assert not _is_running(child)


def _is_running(pid: int) -> bool:
    """Say whether the process runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False

"""`tinhso demo`: simulators, workers and web processes, as one thing that starts and stops."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from types import FrameType

import click

BASE = Path(__file__).resolve().parent.parent
FIRST_DAY = date(2026, 8, 13)  # a Thursday; the seed's fourteen months end here
READY_WITHIN_SECONDS = 120
STOPPED_WITHIN_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):  # noqa: N818  a request, not an error
    """Ctrl-C or a polite kill arrived."""


def run() -> int:
    """Bring the demonstration up, wait, and take it down; return the exit code."""
    port = int(os.environ.get("PORT", "8000"))
    home = Path(os.environ.get("TINHSO_HOME", BASE / "var")).resolve()
    home.mkdir(parents=True, exist_ok=True)
    simulators = int(os.environ.get("SIMULATORS_PORT", str(port + 100)))
    _require_free(port, simulators)
    _keep_bytecode(home)
    (home / "demo.log").write_bytes(b"")
    os.environ.update(
        TINHSO_DEMO="1",
        TINHSO_HOME=str(home),
        PORT=str(port),
        TINHSO_SIMULATORS_URL=f"http://127.0.0.1:{simulators}",
        TINHSO_CLOCK_FILE=str(home / "clock.json"),
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
    for asked in STOP_SIGNALS:
        signal.signal(asked, _stop)
    started = time.monotonic()
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        processes["simulators"] = _start("-m", "sims", "--port", str(simulators), home=home)
        _prepare(home)
        _fill(f"http://127.0.0.1:{simulators}/", processes)
        processes["web"] = _start(*_web(port), home=home)
        for number in range(1, int(os.environ.get("TINHSO_WORKERS", "2")) + 1):
            processes[f"worker-{number}"] = _start("-m", "config.cli", "worker", home=home)
        _wait_for(f"http://127.0.0.1:{port}/healthz", processes)
        _greet(port, simulators, time.monotonic() - started)
        return _watch(processes, home)
    except Stopped:
        return 0
    finally:
        _take_down(processes)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _require_free(*ports: int) -> None:
    """Refuse to start where somebody answers: their page would be taken for ours."""
    for port in ports:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError as error:
                raise SystemExit(
                    f"Port {port} is taken. Choose another: PORT=9000 (simulators: a hundred above)"
                ) from error


def _keep_bytecode(home: Path) -> None:
    """Where bytecode beside the sources is unwanted, keep it in the home: starts are 3 × faster."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(home / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def _start(*arguments: str, home: Path) -> subprocess.Popen[bytes]:
    """Start one of our modules in a process group of its own; what it says goes to demo.log."""
    with (home / "demo.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own modules only
            [sys.executable, *arguments], cwd=BASE, stdout=log, stderr=log, start_new_session=True
        )


def _web(port: int) -> list[str]:
    workers = os.environ.get("TINHSO_WEB_PROCESSES", "2")
    return [
        *("-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", os.environ.get("HOST", "127.0.0.1"), "--port", str(port)),
        *("--workers", workers, "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        *("--workers-kill-timeout", "3"),  # one that is still importing hears nothing
    ]


def _prepare(home: Path) -> None:
    """Bring tables, cache and static files up to date; next to nothing when they are."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    if "cache" not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
    stamp = home / "static" / ".collected"
    newest = max(
        (file.stat().st_mtime for file in BASE.glob("tinhso/*/*/static/**/*") if file.is_file()),
        default=0,
    )
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.touch()


def _fill(simulators: str, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Seed a new province; move the clock of an old one to a working morning."""
    from config.seed import is_seeded, seed_all
    from tinhso.foundation.calendars import selectors as calendars
    from tinhso.foundation.kernel import clock

    if not is_seeded():
        _wait_for(simulators, processes)  # certificates of the seed come from their authority
        clock.set_clock(clock.at(FIRST_DAY, 9))
        click.echo("Filling the province (only the first time) …")
        seed_all(cases=int(os.environ.get("TINHSO_DEMO_CASES", "3000")), say=click.echo)
        clock.set_clock(clock.at(FIRST_DAY, 9))
        return
    here = clock.local(clock.now())
    if not (calendars.is_working_day(here.date()) and 7 <= here.hour < 11):
        day = here.date() + timedelta(days=1)
        while not calendars.is_working_day(day):
            day += timedelta(days=1)
        clock.set_clock(clock.at(day, 9))


def _wait_for(url: str, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    import httpx

    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        for name, process in processes.items():
            if process.poll() is not None:
                raise SystemExit(f"{name} stopped while starting; see demo.log in the var folder")
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code < 500:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def _greet(port: int, simulators: int, seconds: float) -> None:
    from tinhso.foundation.identity import cast

    site = f"http://127.0.0.1:{port}"
    addresses = [
        ("Portal, for citizens", f"{site}/"),
        ("Desk, for officials", f"{site}/desk/"),
        ("Operations centre", f"{site}/ioc/"),
        ("Console, for operators", f"{site}/console/"),
        ("Programming interface", f"{site}/api/docs"),
        ("Phone: codes, messages", f"http://127.0.0.1:{simulators}/phone/"),
    ]
    click.secho(f"\nTỉnhSố: the province An Bình is ready ({seconds:.0f} s)\n", bold=True)
    for label, address in addresses:
        click.echo(f"  {label:<24}{address}")
    click.echo("\n  Citizens sign in with VNeID (a simulator): choose a name on its page.")
    for person in cast.CITIZENS:
        click.echo(f"    {person.national_id:<14}{person.name:<22}{person.key}")
    click.echo(f"\n  Officials: password {cast.PASSWORD}, and the code on the phone page.")
    for person in cast.OFFICIALS:
        role = person.role.replace("_", " ")
        click.echo(f"    {person.username:<14}{person.name:<22}{role:<22}{person.agency}")
    click.echo("\n  Every national system is a simulator, and every page says so. Ctrl-C stops.\n")


def _watch(processes: dict[str, subprocess.Popen[bytes]], home: Path) -> int:
    """Wait; a worker that dies is started again, the web process or simulators end the demo."""
    while True:
        time.sleep(0.5)
        for name, process in list(processes.items()):
            code = process.poll()
            if code is None:
                continue
            if not name.startswith("worker"):
                click.echo(f"{name} stopped with code {code}; see demo.log in the var folder")
                return 1
            processes[name] = _start("-m", "config.cli", "worker", home=home)


def _take_down(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Stop every process group, politely first; a second Ctrl-C does not leave orphans behind."""
    for asked in STOP_SIGNALS:
        signal.signal(asked, signal.SIG_IGN)
    for process in processes.values():
        process.terminate()
    until = time.monotonic() + STOPPED_WITHIN_SECONDS
    for process in processes.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it left behind

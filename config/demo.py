"""`tinhso demo`: simulators, workers and web processes, as one thing that starts and stops."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import click

BASE = Path(__file__).resolve().parent.parent
FIRST_DAY = date(2026, 8, 13)  # a Thursday; the seed's fourteen months end here
READY_WITHIN_SECONDS = 120


class Stopped(Exception):  # noqa: N818  a request, not an error
    """Ctrl-C or a polite kill arrived."""


def run() -> int:
    """Bring the demonstration up, wait, and take it down; return the exit code."""
    port = int(os.environ.get("PORT", "8000"))
    home = Path(os.environ.get("TINHSO_HOME", BASE / "var")).resolve()
    home.mkdir(parents=True, exist_ok=True)
    simulators = os.environ.get("SIMULATORS_PORT", str(port + 100))
    os.environ.update(
        TINHSO_DEMO="1",
        TINHSO_HOME=str(home),
        PORT=str(port),
        TINHSO_SIMULATORS_URL=f"http://127.0.0.1:{simulators}",
        TINHSO_CLOCK_FILE=str(home / "clock.json"),
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    started = time.monotonic()
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        processes["simulators"] = _start("-m", "sims", "--port", simulators, home=home)
        _prepare(home)
        _wait_for(f"http://127.0.0.1:{simulators}/", processes)
        _fill()
        for number in range(1, int(os.environ.get("TINHSO_WORKERS", "2")) + 1):
            processes[f"worker-{number}"] = _start("-m", "config.cli", "worker", home=home)
        processes["web"] = _start(*_web(port), home=home)
        _wait_for(f"http://127.0.0.1:{port}/healthz", processes)
        _greet(port, simulators, time.monotonic() - started)
        return _watch(processes)
    except Stopped:
        return 0
    finally:
        _take_down(processes)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _start(*arguments: str, home: Path) -> subprocess.Popen[bytes]:
    logs = (home / "demo.log").open("ab")
    return subprocess.Popen(  # noqa: S603 - our own modules only
        [sys.executable, *arguments], cwd=BASE, stdout=logs, stderr=logs, start_new_session=True
    )


def _web(port: int) -> list[str]:
    workers = os.environ.get("TINHSO_WEB_PROCESSES", "2")
    return [
        *("-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", os.environ.get("HOST", "127.0.0.1"), "--port", str(port)),
        *("--workers", workers, "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
    ]


def _prepare(home: Path) -> None:
    """Bring tables, cache and static files up to date; cheap when nothing changed."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    stamp = home / "static" / ".collected"
    newest = max(
        (f.stat().st_mtime for f in (BASE / "tinhso").rglob("static/**/*") if f.is_file()),
        default=0,
    )
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.touch()


def _fill() -> None:
    from config.seed import is_seeded, seed_all
    from tinhso.foundation.calendars import selectors as calendars
    from tinhso.foundation.kernel import clock

    if not is_seeded():
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


def _greet(port: int, simulators: str, seconds: float) -> None:
    from tinhso.foundation.identity import cast

    site = f"http://127.0.0.1:{port}"
    lines: list[tuple[str, str]] = [
        ("Portal (citizens)", f"{site}/"),
        ("Desk (officials)", f"{site}/desk/"),
        ("Operations centre", f"{site}/ioc/"),
        ("API", f"{site}/api/docs"),
        ("Codes and messages", f"http://127.0.0.1:{simulators}/phone/"),
    ]
    click.echo(f"\nTỉnhSố: the demonstration province An Bình is ready ({seconds:.0f} s)\n")
    for label, address in lines:
        click.echo(f"  {label:<20} {address}")
    click.echo("\n  Citizens sign in with VNeID (simulated): choose a name on its page.")
    click.echo(
        f"  Officials sign in with password {cast.PASSWORD} and the code of the phone page:\n"
    )
    for person in cast.OFFICIALS:
        click.echo(f"    {person.username:<12} {person.name:<24} {person.role}")
    click.echo("\n  National systems are simulators and every page says so. Ctrl-C stops.\n")


def _watch(processes: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait; a worker that dies is started again, the web process or simulators end the demo."""
    while True:
        time.sleep(0.5)
        for name, process in list(processes.items()):
            code = process.poll()
            if code is None:
                continue
            if name.startswith("worker"):
                arguments: Any = process.args
                processes[name] = subprocess.Popen(  # noqa: S603
                    arguments, cwd=BASE, start_new_session=True
                )
            else:
                click.echo(f"{name} stopped with code {code}; see demo.log in the var folder")
                return 1


def _take_down(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    until = time.monotonic() + 10
    for process in processes.values():
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)

"""The whole platform for browser tests: `tinhso demo` as a newcomer starts it, in its own home."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

BASE = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Province:
    """A running demonstration: the platform's address and the simulators'."""

    url: str
    simulators: str
    home: Path
    database: str = ""  # its address; empty for SQLite in `home`


def _free_port() -> int:
    """Return a port such that it and the one a hundred above are free."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            if port > 65000:
                continue
            try:
                second.bind(("127.0.0.1", port + 100))
            except OSError:
                continue
            return port


@contextmanager
def running_province(home: Path, *, cases: int = 40, database: str = "") -> Iterator[Province]:
    """Start the demonstration, two workers and two web processes; stop it politely at the end."""
    port = _free_port()
    environment = {
        k: v for k, v in os.environ.items() if k not in ("TINHSO_TESTING", "DATABASE_URL")
    }
    environment.update(
        TINHSO_HOME=str(home), PORT=str(port), TINHSO_DEMO_CASES=str(cases), PYTHONUNBUFFERED="1"
    )
    if database:
        environment["DATABASE_URL"] = database
    said = home / "said.log"
    home.mkdir(parents=True, exist_ok=True)
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.cli", "demo"],
            cwd=BASE,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, f"http://127.0.0.1:{port}/healthz", said, home)
        yield Province(
            url=f"http://127.0.0.1:{port}",
            simulators=f"http://127.0.0.1:{port + 100}",
            home=home,
            database=database,
        )
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: "subprocess.Popen[bytes]", url: str, said: Path, home: Path) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            log = home / "demo.log"
            tail = log.read_text()[-3000:] if log.exists() else ""
            raise RuntimeError(f"The demonstration did not start:\n{said.read_text()}\n{tail}")
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"The demonstration does not answer:\n{said.read_text()}")

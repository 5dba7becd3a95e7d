"""`tinhso bench`: submit, queue and signature, each beside a floor measured in the same run.

Times are of this machine and this moment; the ratios are what can be compared.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Result:
    """One act: milliseconds a piece, pieces a second, and how many floors it costs."""

    name: str
    number: int
    p50_ms: float
    p95_ms: float
    per_second: float
    floor: str
    floor_p50_ms: float
    ratio: float


def run(*, number: int, as_json: bool, say: Callable[[str], object]) -> None:
    """Measure in a home of its own, so that no demonstration is touched."""
    if os.environ.get("TINHSO_BENCH") != "1":
        with tempfile.TemporaryDirectory(prefix="tinhso-bench-") as home:
            environment = {
                **os.environ,
                "TINHSO_BENCH": "1",
                "TINHSO_TESTING": "1",
                "TINHSO_HOME": home,
                "TINHSO_LOG_LEVEL": "ERROR",
            }
            command = [sys.executable, "-m", "config.cli", "bench", "--number", str(number)]
            command += ["--json"] if as_json else []
            sys.exit(subprocess.run(command, env=environment, cwd=BASE, check=False).returncode)  # noqa: S603
    from config import bench_acts

    results = bench_acts.measure(number)
    if as_json:
        say(json.dumps({"results": [asdict(result) for result in results]}))
        return
    say(f"{'act':<12}{'n':>6}{'p50 ms':>10}{'p95 ms':>10}{'per s':>10}{'ratio':>9}  floor")
    for one in results:
        say(
            f"{one.name:<12}{one.number:>6}{one.p50_ms:>10.2f}{one.p95_ms:>10.2f}"
            f"{one.per_second:>10.1f}{one.ratio:>9.1f}  {one.floor} ({one.floor_p50_ms:.2f} ms)"
        )


def timed(number: int, act: Callable[[int], object]) -> list[float]:
    """Return the seconds that each of `number` calls took, after one that is not counted."""
    act(-1)
    taken = []
    for n in range(number):
        started = time.perf_counter()
        act(n)
        taken.append(time.perf_counter() - started)
    return taken


def compare(name: str, taken: list[float], floor: str, floor_taken: list[float]) -> Result:
    p50, floor_p50 = statistics.median(taken), statistics.median(floor_taken)
    p95 = sorted(taken)[max(0, int(len(taken) * 0.95) - 1)]
    return Result(
        name=name,
        number=len(taken),
        p50_ms=p50 * 1000,
        p95_ms=p95 * 1000,
        per_second=len(taken) / sum(taken),
        floor=floor,
        floor_p50_ms=floor_p50 * 1000,
        ratio=p50 / floor_p50,
    )

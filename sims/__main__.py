"""Run all simulators in one process: `python -m sims --port 8100`."""

import argparse

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server


def main() -> None:
    """Serve on the loopback address until stopped."""
    parser = argparse.ArgumentParser(prog="python -m sims", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    said = parser.parse_args()
    Server(
        "sims.server:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=said.host,
        port=said.port,
        blocking_threads=4,  # one process: some simulators remember
        websockets=False,
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()

"""Run all simulators in one process: `python -m sims --port 8100`."""

import argparse

from werkzeug.serving import run_simple

from sims.server import application


def main() -> None:
    """Serve on the loopback address until stopped."""
    parser = argparse.ArgumentParser(prog="python -m sims", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    said = parser.parse_args()
    run_simple(said.host, said.port, application(), threaded=True)


if __name__ == "__main__":
    main()

"""A home of its own for every test run, set before Django reads its settings (`-p` in addopts)."""

import os
import tempfile

os.environ["TINHSO_TESTING"] = "1"
os.environ.setdefault("TINHSO_LOG_LEVEL", "ERROR")
if "TINHSO_HOME" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["TINHSO_HOME"] = tempfile.mkdtemp(prefix="tinhso-test-")
# Port 9 answers nobody: a test mounts the simulators that it needs, and a demonstration that
# happens to run on this machine stays out of it.
os.environ["TINHSO_SIMULATORS_URL"] = "http://127.0.0.1:9"

"""Fixtures for every test: a home of its own, the demo's cast, and no way out but the machine itself."""

import os
import tempfile

os.environ.setdefault("TINHSO_TESTING", "1")
os.environ.setdefault("TINHSO_HOME", tempfile.mkdtemp(prefix="tinhso-test-"))
os.environ.setdefault("TINHSO_LOG_LEVEL", "ERROR")

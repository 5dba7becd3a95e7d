"""Fixtures for every test: the demo's cast, its peers in process, and no way out but this machine."""

pytest_plugins = ["tinhso.foundation.identity.testing"]

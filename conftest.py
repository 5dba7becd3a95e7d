"""Fixtures for every test: the demo's cast, its peers in process, no way out of this machine."""

pytest_plugins = ["tinhso.foundation.identity.testing"]

"""The whole platform on the demonstration's morning: the same province as the cases' own tests."""

from tinhso.systems.cases.tests.conftest import morning, peers, province

__all__ = ["morning", "peers", "province"]

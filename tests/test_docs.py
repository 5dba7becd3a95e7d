"""Documents that cannot rot: each room has its page, and the page names its events."""

import inspect
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import AppConfig, apps

from tinhso.foundation.outbox.events import DomainEvent

OURS = [config for config in apps.get_app_configs() if config.name.startswith("tinhso.")]


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_each_room_has_a_one_page_readme_that_names_its_events(config: AppConfig) -> None:
    readme = Path(config.path) / "README.md"
    assert readme.exists(), f"{readme} is missing"
    text = readme.read_text()
    assert len(text.splitlines()) <= 120, "one page, please"
    name = f"{config.name}.events"
    if find_spec(name) is None:
        return
    for _, thing in inspect.getmembers(import_module(name), inspect.isclass):
        if issubclass(thing, DomainEvent) and thing.__module__ == name and thing is not DomainEvent:
            assert thing.__name__ in text, f"{readme} does not name the event {thing.__name__}"

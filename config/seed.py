"""Fill the demonstration province: each app's `seeds.py`, in ladder order, then the past cases."""

import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import connection


def is_seeded() -> bool:
    """Say whether the province stands: its last step, the past cases, was finished."""
    from tinhso.systems.cases.models import Case

    return "cases_case" in connection.introspection.table_names() and Case.objects.exists()


def seed_all(*, cases: int, say: Callable[[str], object]) -> None:
    """Run every app's `seed()`, then load `cases` past cases; both may be repeated."""
    from tinhso.systems.cases.past import load_past_cases

    for config in apps.get_app_configs():
        name = f"{config.name}.seeds"
        if not config.name.startswith("tinhso.") or find_spec(name) is None:
            continue
        seed = getattr(import_module(name), "seed", None)
        if seed is None:
            continue  # only loads of the past, called by the cases
        started = time.monotonic()
        seed()
        say(f"  {config.label:<14} {time.monotonic() - started:5.1f} s")
    started = time.monotonic()
    loaded = load_past_cases(cases)
    say(f"  {loaded} past cases {time.monotonic() - started:.1f} s")

"""Message codes: sentences are kept as a code with values and said in the reader's language.

An app lists its sentences in its own `messages.py` as a dict named `MESSAGES`,
code → lazy translation with `%(name)s` places; this room finds those modules
when Django starts. Timelines, derivations, notices, refusals and the journal
all store `(code, params)` and call `say` when somebody looks.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

Sentence = str | Promise


@cache
def all_messages() -> Mapping[str, Sentence]:
    """Return every app's sentences by code; two apps claiming one code is an error."""
    found: dict[str, Sentence] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.messages"
        if not config.name.startswith("tinhso.") or find_spec(name) is None:
            continue
        for code, sentence in getattr(import_module(name), "MESSAGES", {}).items():
            if code in found:
                raise ValueError(f"Message code {code} is defined twice, again in {name}")
            found[code] = sentence
    return found


def say(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return the sentence for `code` in the active language; an unknown code is shown as it is."""
    sentence = all_messages().get(code)
    if sentence is None:
        return code
    shown = {name: _shown(value) for name, value in (params or {}).items()}
    return str(sentence) % shown


def _shown(value: Any) -> Any:
    """Say a value: a nested message in the reader's language, a moment as dd/mm/yyyy."""
    if isinstance(value, Mapping) and "code" in value:
        return say(value["code"], value.get("params"))
    if isinstance(value, Mapping) and "vi" in value:
        from django.utils.translation import get_language

        return value.get(get_language() or "vi") or value["vi"]
    if isinstance(value, str) and len(value) >= 10 and value[4:5] == "-" and value[7:8] == "-":
        return _shown_date(value)
    return value


def _shown_date(value: str) -> str:
    from datetime import date, datetime

    from .clock import local

    try:
        if len(value) == 10:
            return date.fromisoformat(value).strftime("%d/%m/%Y")
        return local(datetime.fromisoformat(value)).strftime("%H:%M %d/%m/%Y")
    except ValueError:
        return value

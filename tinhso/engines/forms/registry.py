"""Sources of prefilled answers: systems above register them, a form names those it wants."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel.registry import Registry

from .types import Prefill

PrefillSource = Callable[[Actor, Mapping[str, Any]], Sequence[Prefill]]

prefill_sources: Registry[PrefillSource] = Registry("prefill source")

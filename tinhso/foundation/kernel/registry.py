"""Slots that lower rooms leave open and higher rooms fill in their `ready()`."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by code. Registering a code twice with another thing is an error."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._things: dict[str, T] = {}

    def register(self, code: str, thing: T) -> T:
        if code in self._things and self._things[code] is not thing:
            raise ValueError(f"{self.noun} {code} is registered twice")
        self._things[code] = thing
        return thing

    def unregister(self, code: str) -> None:
        """Take a thing out again. For tests."""
        del self._things[code]

    def find(self, code: str) -> T | None:
        return self._things.get(code)

    def __getitem__(self, code: str) -> T:
        try:
            return self._things[code]
        except KeyError:
            known = ", ".join(sorted(self._things)) or "none"
            raise KeyError(f"No {self.noun} {code}; known: {known}") from None

    def __contains__(self, code: object) -> bool:
        return code in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._things))

    def values(self) -> list[T]:
        return [self._things[code] for code in self]

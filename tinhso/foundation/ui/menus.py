"""Menus: an app offers items, the face shows those that the reader may use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from tinhso.foundation.kernel.sentences import Sentence

if TYPE_CHECKING:
    from tinhso.foundation.identity.types import Actor


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One item. `visible` hides it from those who may not use it; `count` says what waits there."""

    code: str
    label: Sentence
    url_name: str
    icon: str = ""
    order: int = 100
    visible: "Callable[[Actor], bool] | None" = None
    count: "Callable[[Actor], int] | None" = None


@dataclass(frozen=True, kw_only=True)
class MenuLine:
    label: str
    url: str
    icon: str
    count: int | None
    is_current: bool


_items: dict[str, dict[str, MenuItem]] = {}


def register_item(face: str, item: MenuItem) -> None:
    """Offer an item to a face's menu; registering a code again replaces it."""
    _items.setdefault(face, {})[item.code] = item


def menu_of(face: str, actor: "Actor", path: str) -> list[MenuLine]:
    """Return the face's menu for this reader, in order; the item that owns `path` is current."""
    items = sorted(_items.get(face, {}).values(), key=lambda item: (item.order, item.code))
    shown: list[tuple[MenuItem, str]] = []
    for item in items:
        if item.visible is not None and not item.visible(actor):
            continue
        try:
            shown.append((item, reverse(item.url_name)))
        except NoReverseMatch:
            continue
    current = max((url for _item, url in shown if path.startswith(url)), key=len, default="")
    return [
        MenuLine(
            label=str(item.label),
            url=url,
            icon=item.icon,
            count=item.count(actor) if item.count else None,
            is_current=url == current,
        )
        for item, url in shown
    ]

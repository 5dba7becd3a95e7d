"""Calling an address builder of `FormUrls` with an argument, which templates cannot."""

from collections.abc import Callable

from django import template

register = template.Library()


@register.simple_tag
def call_url(build: Callable[[str], str], argument: str) -> str:
    return build(argument)

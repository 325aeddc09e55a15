"""Every address the web application answers at, as Django resolves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from forwhom.web.accounts.door import Door, door_of


def addresses() -> dict[str, Any]:
    """name -> view of every address; namespaces are joined with a colon."""
    return dict(_within(get_resolver().url_patterns, ""))


def _within(patterns: list[Any], space: str) -> Iterator[tuple[str, Any]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _within(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name}", each.callback


def doors() -> dict[str, Door | None]:
    """name -> door of every address."""
    return {name: door_of(view, name) for name, view in addresses().items()}

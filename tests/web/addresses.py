"""Every address the web application answers at, and for whom it opens: doors/, read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from forwhom.web.accounts.door import Door, door_of
from forwhom.web.accounts.roles import ROLES

WRITTEN: dict[str, Any] = {
    name: line
    for path in sorted(Path(__file__).with_name("doors").glob("*.toml"))
    for name, line in tomllib.loads(path.read_text("utf-8")).items()
}
OWN, SIBLING, PARENT, OTHER_DISTRICT, OTHER_SCHOOL = (
    "0101",
    "0102",
    "district",
    "other-district",
    "901",
)
AT = {name: OWN if role.at == "school" else PARENT for name, role in ROLES.items()}
SCOPE = {name: {OWN} if at == OWN else {PARENT, OWN, SIBLING} for name, at in AT.items()}
PLACES = (OWN, SIBLING, PARENT, OTHER_DISTRICT, OTHER_SCHOOL)


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


def opens_for(name: str, role: str) -> bool:
    """Whether doors/ opens an address for a role, within its scope."""
    opens = set(WRITTEN[name]["opens"])
    return bool(opens & {role, "everyone", "signed_in", "all_roles"})

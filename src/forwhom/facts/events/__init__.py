"""What counts as one event: settled here once, added up by the facts."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache

from forwhom.facts.fact import Events

__all__ = ["all_events"]


@cache
def all_events() -> dict[str, Events]:
    """Every kind of event by its file's name."""
    found = {}
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        if hasattr(module, "events"):
            found[entry.name] = replace(module.events, name=entry.name)
    return found

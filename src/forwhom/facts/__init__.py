"""Facts: one file per column about a child and a year, with its rule, source and examples."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

from forwhom.errors import declared_in
from forwhom.facts.fact import Fact


def _discover() -> dict[str, Fact]:
    found = {}
    for entry in sorted(pkgutil.iter_modules(__path__), key=lambda entry: entry.name):
        if entry.ispkg or entry.name in ("fact", "grains", "belonging"):
            continue
        with declared_in(f"facts/{entry.name}.py"):
            module = importlib.import_module(f"{__name__}.{entry.name}")
        found[entry.name] = replace(module.fact, name=entry.name)
    return found


FACTS: dict[str, Fact] = _discover()

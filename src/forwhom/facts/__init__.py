"""Facts: columns about a child and a year, each in its file, with rule, source and examples."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

from forwhom.errors import DeclarationError, declared_in
from forwhom.facts.fact import Fact


def _discover() -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for entry in pkgutil.iter_modules(__path__):
        if entry.ispkg or entry.name in ("fact", "grains"):
            continue
        for fact in _load(entry.name):
            if fact.name in found:
                raise DeclarationError(
                    f"Two facts are called `{fact.name}`.",
                    where=f"facts/{entry.name}.py",
                    remedy="Give one of them another name.",
                )
            found[fact.name] = fact
    return dict(sorted(found.items()))


def _load(file_name: str) -> list[Fact]:
    """The file's one fact, or the several it declares, each under a name of its own."""
    file = f"facts/{file_name}.py"
    with declared_in(file):
        module = importlib.import_module(f"{__name__}.{file_name}")
    declared = getattr(module, "fact", None)
    several = getattr(module, "facts", ())
    found = [replace(declared, name=file_name)] if isinstance(declared, Fact) else list(several)
    if not found or not all(isinstance(each, Fact) and each.name for each in found):
        raise DeclarationError(
            f"{file} declares no fact.",
            where=file,
            remedy="Write `fact = Fact(...)` in it, or `facts = (...)`, each with its `name`; "
            "docs/how-to/add-a-fact.md shows how.",
        )
    return found


FACTS: dict[str, Fact] = _discover()

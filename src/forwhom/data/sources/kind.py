"""What kinds of export there are: each says how it is known and how it is opened."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from forwhom.data import sources
from forwhom.data.sources.draft import Draft
from forwhom.data.sources.source import Source


@dataclass(frozen=True, kw_only=True)
class SourceKind:
    """One kind of export, declared as `kind` in its own file or folder of `data/sources/`.

    `looks_like` is cheap and never raises; `open` takes the path and the mapping file that the
    user named, if any. `draft` writes a mapping to look over, where the kind has its own.
    """

    title: str
    looks_like: Callable[[Path], bool]
    open: Callable[[Path, Path | None], Source]
    draft: Callable[[Path], Draft] | None = None
    name: str = ""


@cache
def source_kinds() -> dict[str, SourceKind]:
    """Every kind by its name, the name of its file."""
    found = {}
    for entry in pkgutil.iter_modules(sources.__path__):
        module = importlib.import_module(f"{sources.__name__}.{entry.name}")
        declared = getattr(module, "kind", None)
        if isinstance(declared, SourceKind):
            found[entry.name] = replace(declared, name=entry.name)
    return found

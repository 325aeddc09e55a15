"""A look at this installation: what it is, and whether anything it needs is missing."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

NEEDED = (
    "duckdb",
    "narwhals",
    "numpy",
    "scipy",
    "pyarrow",
    "altair",
    "vl_convert",
    "jinja2",
    "openpyxl",
    "highspy",
)


def examine() -> dict[str, str]:
    """Names and states, in plain words."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    free = shutil.disk_usage(Path.cwd()).free / 2**30
    return {
        "Forwhom": version("forwhom"),
        "Python": platform.python_version(),
        "System": f"{platform.system()} {platform.machine()}",
        "Libraries": "all there" if not missing else f"missing: {', '.join(missing)}",
        "Disk": f"{free:.0f} GB free here",
        "Memory": _memory(),
    }


def _memory() -> str:
    """All the memory of the machine, where the system says."""
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "not known"
    return f"{size / 2**30:.0f} GB; a district of 70,000 students needs 2"

"""Records are fetched once under a name, so no two files may use one name for different rows."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import forwhom.causes

NAME = re.compile(r"""\.fetched\(\s*f?"([^"{]+)""")


def test_no_two_files_fetch_other_rows_under_one_name() -> None:
    files = defaultdict(set)
    for path in Path(forwhom.causes.__file__).parent.rglob("*.py"):
        for name in NAME.findall(path.read_text("utf-8")):
            files[name.strip()].add(path.name)
    assert len(files) > 5
    assert {name: paths for name, paths in files.items() if len(paths) > 1} == {}

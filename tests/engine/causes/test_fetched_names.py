"""No two ways of explaining fetch different rows under one name: the second would get the first."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import forwhom.causes

NAMED = re.compile(r'\.fetched\(\s*f?"([^"]+)"')


def test_every_name_under_which_rows_are_kept_stands_in_one_place() -> None:
    folder = Path(forwhom.causes.__file__).parent
    names = [n for path in folder.rglob("*.py") for n in NAMED.findall(path.read_text("utf-8"))]
    assert len(names) > 3
    assert [name for name, times in Counter(names).items() if times > 1] == []

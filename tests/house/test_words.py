"""Words that GLOSSARY.md asks us not to use appear nowhere that people read."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, files, name_of, text_of

TOLD = ("words", "report", "findings", "charts", "web")  # folders whose strings become sentences


def table_rows() -> list[dict[str, str]]:
    """The rows of the glossary's tables as column -> cell."""
    rows, head = [], []
    for line in text_of(ROOT / "GLOSSARY.md").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            head = []
        elif not head:
            head = cells
        elif not set("".join(cells)) <= set(":- "):
            rows.append(dict(zip(head, cells, strict=True)))
    return rows


def unwanted() -> list[str]:
    cells = [row.get("Do not use", "") for row in table_rows()]
    words = [re.sub(r"[`*_\"“”]|\(.*?\)", "", w) for cell in cells for w in re.split("[,;·]", cell)]
    return sorted({word.strip() for word in words if word.strip(" –—-")})


def pattern(word: str) -> re.Pattern[str]:
    """The whole word or phrase, whatever its case; an abbreviation in capitals only."""
    flags = re.NOFLAG if word.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", flags)


@cache
def said(path: Path) -> str:
    """The strings of a Python file; all the text of any other, but a source's own words."""
    if path.suffix != ".py":
        return re.sub(r"^- \*\*Source:\*\* .*$", "", text_of(path), flags=re.MULTILINE)
    nodes = ast.walk(ast.parse(text_of(path)))
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return "\n".join(value for value in constants if isinstance(value, str))


@cache
def read_by_people() -> list[Path]:
    """Pages, templates, and the Python and TOML files whose strings become sentences."""
    told = [PACKAGE / folder for folder in TOLD]
    return [
        path
        for path in files()
        if path.name != "GLOSSARY.md"
        and (
            path.suffix in {".md", ".html", ".j2"}
            or (path.suffix in {".py", ".toml"} and any(path.is_relative_to(f) for f in told))
        )
    ]


def test_the_glossary_speaks_both_languages() -> None:
    rows = table_rows()
    assert rows
    for row in rows:
        assert {"English", "Spanish", "Do not use", "Meaning", "Significado"} <= set(row)
        assert all(row[c] for c in ("English", "Spanish", "Meaning", "Significado")), row


def test_the_glossary_names_words_we_do_not_use() -> None:
    assert {"at-risk", "minorities"} <= {w.lower().removesuffix(" youth") for w in unwanted()}


@pytest.mark.parametrize("word", unwanted() if (ROOT / "GLOSSARY.md").exists() else [])
def test_no_page_uses_it(word: str) -> None:
    looks = pattern(word)
    found = [name_of(p) for p in read_by_people() if looks.search(said(p))]
    assert found == [], f"GLOSSARY.md asks us not to say “{word}”."

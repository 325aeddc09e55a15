"""The web's pages keep the house's manners: no sentence, style or script of their own."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, files, name_of, text_of

WEB = PACKAGE / "web"
OURS = ("accounts", "audits", "findings", "history", "home", "manual", "packets", "releases", "ui")
ALONE = {"ui/page.html", "ui/our_fault.html"}  # the first is extended, the second must not fail
TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-ask")


def templates() -> list[Path]:
    return [p for p in files() if p.is_relative_to(WEB) and p.suffix == ".html"]


def pages() -> list[Path]:
    """Templates that stand for an address: directly in an app's own folder."""
    return [p for p in templates() if p.parent.name in OURS and 'extends "' in text_of(p)]


class Words(HTMLParser):
    """The words a template says by itself, and what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.refused: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        given = dict(attrs)
        self.said += [given[name] or "" for name in SPOKEN if name in given]
        self.refused += [n for n in given if n == "style" or n.startswith(("on", "hx-on"))]
        data = given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not data):
            self.refused.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within != "script":
            self.said.append(data)


def read(path: Path) -> Words:
    found = Words()
    found.feed(TAG.sub("", text_of(path)))
    return found


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_holds_no_sentence_of_its_own(path: Path) -> None:
    said = " ".join(read(path).said).replace("Forwhom", "")
    assert not re.search(r"[^\W\d_]{2,}", said.replace("UTC", "")), said


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_holds_no_style_and_no_script(path: Path) -> None:
    assert read(path).refused == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_whole_page_stands_on_the_shared_one(path: Path) -> None:
    if "<html" in text_of(path):
        assert path.relative_to(path.parents[1]).as_posix() in ALONE


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_a_page_has_a_title_and_no_number_in_it(path: Path) -> None:
    text = text_of(path)
    if 'extends "ui/page.html"' not in text:
        return  # it stands on a page that has one
    title = re.search(r"{% block title %}(.*?){% endblock", text, re.DOTALL)
    assert title, "Give it a title: {% block title %}."
    assert title.group(1).strip()
    assert not re.search(r">[^<]*\d", title.group(1))


def known_by(app: str, view: str) -> set[str]:
    """What a test may call a view: its file, or the plain parts of its address."""
    routes = re.findall(rf'path\(\s*"([^"]*)",\s*{view}\.', text_of(WEB / app / "urls.py"))
    parts = {part for route in routes for part in re.split(r"/|<[^>]*>", route) if part}
    at_the_root = {f"{app}/"} if "" in routes else set()
    return {view} | {f"{part}/" for part in parts} | at_the_root


@pytest.mark.parametrize("app", [a for a in OURS if (WEB / a / "views").is_dir()])
def test_every_view_has_a_test(app: str) -> None:
    tested = [p for p in files() if p.is_relative_to(ROOT / "tests" / "web")]
    told = "\n".join(p.stem.removeprefix("test_") + "\n" + text_of(p) for p in tested)
    views = [p.stem for p in (WEB / app / "views").glob("[!_]*.py")]
    missing = [v for v in views if not any(name in told for name in known_by(app, v))]
    assert missing == [], f"Write tests/web/{app}/test_<page>.py for these."


def test_the_parser_sees_what_it_should() -> None:
    found = Words()
    found.feed('<p style="x" onclick="y">Hello there</p><script>run()</script>')
    assert found.refused == ["style", "onclick", "script"]
    assert "Hello there" in found.said

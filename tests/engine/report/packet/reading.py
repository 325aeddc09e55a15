"""A packet as its readers have it: tags, language, words, and what is read aloud of pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All words of all pages, each line break a space."""
    return " ".join(" ".join(page.extract_text().split()) for page in read(pdf).pages)


def elements(pdf: bytes) -> list[tuple[str, str]]:
    """Each structure element's tag and its alternative text, in reading order."""
    return list(_walk(read(pdf).trailer["/Root"]["/StructTreeRoot"]))


def _walk(node: Any) -> Iterator[tuple[str, str]]:
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        for one in found:
            yield from _walk(one)
    elif isinstance(found, dict):
        if "/S" in found:
            yield str(found["/S"]), str(found.get("/Alt", ""))
        if "/K" in found:
            yield from _walk(found["/K"])

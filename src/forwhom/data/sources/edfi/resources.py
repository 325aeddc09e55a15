"""The resources of Ed-Fi that are read, and where each field stands in the API and in the XML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

Shape = dict[str, Any]  # name: None a value, another Shape a part, [Shape] a list of parts
REF, ID = "ref", "id"


@dataclass
class Node:
    """An element of the XML below a record: what stands in it and below it.

    `leaf` is the path of its text and `attributes` of its attributes in the part of the record
    that is being filled; `item` is the path of the list to which it adds a new part.
    """

    children: dict[str, Node] = field(default_factory=dict)
    leaf: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def child(self, name: str) -> Node:
        """The node of an element below, made where it is not there."""
        return self.children.setdefault(name, Node())


@dataclass(frozen=True)
class Resource:
    """One resource of the API, such as `students`.

    `element` is its name in the XML, `table` the agreed table that lists records that cannot be
    read, `fields` gives for each path in the API's JSON the paths in the XML.
    """

    name: str
    element: str
    table: str
    fields: dict[str, tuple[str, ...]]

    @cached_property
    def shape(self) -> Shape:
        """The fields as a tree, as they nest in the API's JSON."""
        shape: Shape = {}
        for path in self.fields:
            place = shape
            *above, last = path.split(".")
            for part in above:
                if part.endswith("[]"):
                    place = place.setdefault(part[:-2], [{}])[0]
                else:
                    place = place.setdefault(part, {})
            place[last] = None
        for name, part in shape.items():
            if name.endswith("Reference"):
                part[REF] = None
        return shape

    @cached_property
    def root(self) -> Node:
        """The fields as a tree, as they nest in the XML."""
        root = Node()
        for path, places in self.fields.items():
            for place in places:
                _grow(root, path, place)
        for name in self.shape:
            if name.endswith("Reference"):
                root.child(name[0].upper() + name[1:]).attributes[REF] = (name, REF)
        return root


def _grow(root: Node, path: str, place: str) -> None:
    """Add one field to the tree of the XML; both paths hold the same number of lists."""
    *lists, last = path.split("[].")
    *items, leaf = place.split("[]")
    node = root
    for list_path, item in zip(lists, items, strict=True):
        node = _walk(node, item)
        node.item = tuple(list_path.split("."))
    *elements, end = leaf.rpartition("@") if "@" in leaf else (leaf, "")
    node = _walk(node, elements[0])
    if end:
        node.attributes[end] = tuple(last.split("."))
    else:
        node.leaf = tuple(last.split("."))


def _walk(node: Node, path: str) -> Node:
    for name in path.split("/"):
        node = node.child(name) if name else node
    return node


@cache
def resources() -> dict[str, Resource]:
    """Every resource that is read, by its name in the API."""
    found = {}
    for entry in sorted(files(__package__).joinpath("crosswalk").iterdir(), key=lambda e: e.name):
        for name, one in tomllib.loads(entry.read_text("utf-8")).items():
            fields = {
                path: tuple(place.strip() for place in places.split("|") if place.strip())
                for path, places in one["fields"].items()
            }
            found[name] = Resource(name, one["element"], one["table"], fields)
    return found


@cache
def by_element() -> dict[str, Resource]:
    """Every resource by the name of its XML element."""
    return {one.element: one for one in resources().values()}


@cache
def by_file_name() -> dict[str, Resource]:
    """Every resource by the names that files have: studentSchoolAssociations in small letters."""
    return {one.name.lower(): one for one in resources().values()}

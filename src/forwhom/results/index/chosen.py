"""Which rows of an audit its pages show, and so stand in the index; the rest stays in Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forwhom.results.finding import Finding
from forwhom.results.names import EVERYONE, group_values

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

OTHERS = "others"
PAIRS = 2
DISTRICT = "district"
Asked = Mapping[str, Any]


class Chosen:
    """Everyone and single groups everywhere, pairs in the district, and what a finding names."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """`named` are the measures and groups of the findings."""
        self.named = frozenset(named)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Chosen:
        """What these findings ask for."""
        return cls((finding.measure, finding.group) for finding in findings)

    def holds_all(self, asked: Asked) -> bool:
        """Whether every row that a question asks for stands in the index."""
        group, depth = asked.get("group"), asked.get("depth")
        deep = depth if group is None else len(group_values(group))
        if deep == 0:
            return True
        if deep is None or asked.get("compared_with") != OTHERS:
            return False
        in_district = deep == PAIRS and asked.get("place_type") == DISTRICT
        return deep == 1 or in_district or (asked.get("measure"), group) in self.named

    def kept(self, keys: pa.Table) -> np.ndarray[Any, Any]:
        """Which rows are in: a column of yes and no for the key columns of some rows."""
        import numpy as np

        texts = {name: coded(keys, name) for name in ("measure", "group", "compared_with")}
        places, place = coded(keys, "place_type")
        depth = keys.column("depth").to_numpy()
        groups, group = texts["group"]
        measures, measure = texts["measure"]
        sides, side = texts["compared_with"]
        at = {text: number for number, text in enumerate(groups)}
        of = {text: number for number, text in enumerate(measures)}
        wanted = [
            of[name] * len(groups) + at[text]
            for name, text in self.named
            if name in of and text in at
        ]
        named = np.isin(measure.astype(np.int64) * len(groups) + group, wanted)
        district = place == (places.index(DISTRICT) if DISTRICT in places else -1)
        others = side == (sides.index(OTHERS) if OTHERS in sides else -1)
        everyone = group == (groups.index(EVERYONE) if EVERYONE in groups else -1)
        found = (depth == 1) | ((depth == PAIRS) & district) | named
        kept: np.ndarray[Any, Any] = everyone | (others & found)
        return kept


def coded(table: pa.Table, name: str) -> tuple[list[str], np.ndarray[Any, Any]]:
    """The texts of a column, each once, and for every row which of them it is; `None` is one."""
    import pyarrow as pa

    column = table.column(name).combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    values = column.dictionary.to_pylist()
    if column.indices.null_count:
        return [*values, None], column.indices.fill_null(len(values)).to_numpy()
    return values, column.indices.to_numpy()

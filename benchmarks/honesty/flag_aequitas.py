"""aequitas 1.1.0: groups beside the largest of their variable, with its own significance.

As its guide does: `Group().get_crosstabs`, then `Bias().get_disparity_major_group` with
`check_significance`, whose default level is 0.05. It wants a prediction and a truth for each row:
the outcome is given as both. Pairs, for which it has no call, are pasted; triples would take it a
quarter of an hour a district. A group is flagged where its rate is worse and its p under 0.05. Run
by its own Python.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator

import pandas as pd
from flagging import ENOUGH, Row, World, each

warnings.filterwarnings("ignore")
from aequitas.bias import Bias  # noqa: E402
from aequitas.group import Group  # noqa: E402

LEVEL, LEAST, DEEPEST = 0.05, 1e-300, 2


def search(world: World) -> Iterator[Row]:
    """Every measure by itself, among the children asked, in groups of at least 11 of them."""
    for measure in world.outcomes:
        rows = world.rows[world.rows[measure].notna()]
        columns = {
            " & ".join(names): _pasted(rows, names)
            for names in world.crossed
            if len(names) <= DEEPEST
        }
        for column in columns.values():
            few = column.map(column.value_counts()) < ENOUGH
            column[few] = "too few"
        frame = pd.DataFrame(columns)
        names = [name for name in frame if frame[name].nunique() > 1]
        frame["score"] = frame["label_value"] = rows[measure].astype(int).to_numpy()
        yield from _told(measure, frame, names)


def _pasted(rows: pd.DataFrame, names: list[str]) -> pd.Series:
    parts = [name + "=" + rows[name].astype(str) for name in names]
    found = parts[0]
    for part in parts[1:]:
        found = found + " & " + part
    return found.reset_index(drop=True)


def _told(measure: str, frame: pd.DataFrame, names: list[str]) -> Iterator[Row]:
    crosstab, _ = Group().get_crosstabs(frame.copy(), attr_cols=names)
    beside = Bias().get_disparity_major_group(
        crosstab,
        frame[[*names, "score", "label_value"]].copy(),
        check_significance=True,
        mask_significance=False,
        selected_significance=["ppr"],
    )
    reference = beside["attribute_value"] == beside["ppr_ref_group_value"]
    usual = beside["attribute_name"].map(beside[reference].set_index("attribute_name")["prev"])
    worse = (beside["prev"] > usual) & ~reference & (beside["attribute_value"] != "too few")
    told = beside[worse]
    for group, p in zip(told["attribute_value"], told["label_value_significance"], strict=True):
        if isinstance(p, float) and not math.isnan(p):
            yield measure, group, -math.log10(max(p, LEAST)), p < LEVEL


each("aequitas", search)

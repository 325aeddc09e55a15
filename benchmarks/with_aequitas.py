"""aequitas 1.1.0: groups and pairs for one outcome. Run by the Python it is installed in.

Usage: python with_aequitas.py ROWS. It wants a prediction and a truth for each row: the outcome is
given as both. `Group().get_crosstabs` counts and rates every value of every column named.
"""

from __future__ import annotations

import itertools
import sys
import warnings

from nearest import ABOUT, OUTCOME, read, tell

warnings.filterwarnings("ignore")
from aequitas.group import Group  # noqa: E402

frame = read(sys.argv[1])


def job() -> object:
    """Paste the pairs, which aequitas has no call for, and count."""
    frame["score"] = frame["label_value"] = frame[OUTCOME]
    names = list(ABOUT)
    for one, other in itertools.combinations(ABOUT, 2):
        if ABOUT[one] != ABOUT[other]:
            pasted = frame[one].astype(str) + " & " + frame[other].astype(str)
            frame[f"{one} & {other}"] = pasted
            names.append(f"{one} & {other}")
    return Group().get_crosstabs(frame, attr_cols=names)[0]


tell(job)

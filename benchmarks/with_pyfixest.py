"""pyfixest 0.60.0: one outcome with a mean for each incident. Run by its own Python.

Usage: python with_pyfixest.py ROWS. The first call compiles and is not timed.
"""

from __future__ import annotations

import sys

import pyarrow.parquet as pq
import pyfixest as pf
from nearest import tell

frame = pq.read_table(sys.argv[1]).to_pandas()


def job() -> object:
    """A child's consequence within its incident."""
    fit = pf.feols("suspended ~ group + prior | incident", frame, vcov={"CRV1": "incident"})
    return fit.tidy()


job()
tell(job)

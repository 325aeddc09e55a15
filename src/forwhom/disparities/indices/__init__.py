"""Indices: one number for how children, money and places in programs are spread."""

from forwhom.disparities.indices.counted import Counted, count_for_indices
from forwhom.disparities.indices.rows import indices_of

__all__ = ["Counted", "count_for_indices", "indices_of"]

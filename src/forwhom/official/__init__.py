"""The law's own calculations: recomputed from counts, with every value and reason told."""

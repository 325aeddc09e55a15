"""A district in one file, and back again: whole and unchanged, or not at all."""

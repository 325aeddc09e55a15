"""Releases: what anyone with a role may read, protected number by protected number."""

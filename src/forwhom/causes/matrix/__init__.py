"""Decisions held against the district's discipline matrix, and against a proposed one."""

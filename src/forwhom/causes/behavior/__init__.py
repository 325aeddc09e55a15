"""Incidents and what followed them: what ways of explaining discipline read and compare."""

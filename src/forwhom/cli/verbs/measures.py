"""Listing what is measured."""

from __future__ import annotations

from forwhom.cli.app import Json, tell, verb


@verb("measures", "measures --json")
def measures(as_json: Json = False) -> None:
    """List what is measured, with the records each measure reads."""
    from forwhom.audit.summary import measure_lines, measures_as_dict

    tell(measures_as_dict(), as_json, measure_lines())

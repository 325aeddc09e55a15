"""One file a verb; help lists them in the order of the work."""

from forwhom.cli.verbs import sample, map, check, import_, audit, explain, compare, measures, doctor  # noqa: A004, I001

__all__ = ["audit", "check", "compare", "doctor", "explain", "import_", "map", "measures", "sample"]

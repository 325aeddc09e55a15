"""One file a verb; help lists them in the order of the work."""

from forwhom.cli.verbs import sample, map, check, import_, audit, explain, compare, packet  # noqa: A004, I001
from forwhom.cli.verbs import publish, attack, official, measures, serve, backup, restore, doctor

__all__ = ["attack", "audit", "check", "compare", "doctor", "explain", "import_", "map", "measures"]
__all__ += ["backup", "official", "packet", "publish", "restore", "sample", "serve"]

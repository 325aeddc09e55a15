"""Ways of working, as data: each a TOML file with stages, and what it takes to leave them."""

from forwhom.web.inquiry.cycles.cycle import Cycle, Stage
from forwhom.web.inquiry.cycles.shelf import cycle, cycles, mistakes, of_district

__all__ = ["Cycle", "Stage", "cycle", "cycles", "mistakes", "of_district"]

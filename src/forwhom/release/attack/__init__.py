"""The attack on any published table: which hidden numbers come out by adding and taking away."""

from forwhom.release.attack.attacked import Attacked, Rule, attack
from forwhom.release.attack.shown import Shown

__all__ = ["Attacked", "Rule", "Shown", "attack"]

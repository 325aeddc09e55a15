"""Looking over a served district before anyone relies on it: what is not safe, and what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from forwhom.web.place_on_disk import DISTRICT, Served

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True)
class Look:
    """One thing looked at: how it is, in a sentence, and what to do where it is wrong."""

    about: str
    state: State
    says: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """For people."""
        told = f"{self.state:<6}{self.about}: {self.says}"
        return f"{told}\n      What you can do: {self.remedy}" if self.remedy else told


Check = Callable[[Served], Look]


def ok(about: str, says: str) -> Look:
    """All is well."""
    return Look(about, "ok", says)


def wrong(about: str, says: str, remedy: str) -> Look:
    """Nobody should rely on it like this."""
    return Look(about, "wrong", says, remedy)


def look_over(district: Path, *, history: bool = False) -> list[Look]:
    """Everything about the web of a district, in the order in which to put it right."""
    from forwhom.web.running import looks_database, looks_settings
    from forwhom.web.running.serve import set_up

    served = Served(district.resolve())
    os.environ[DISTRICT] = str(served.district)
    set_up()
    found = [check(served) for check in (*looks_settings.CHECKS, looks_database.reachable)]
    if found[-1].state == "ok":
        found += [check(served) for check in looks_database.CHECKS]
        if history and all(look.state != "wrong" for look in found[-len(looks_database.CHECKS) :]):
            found.append(looks_database.chain_holds(served))
    return found


def as_dicts(found: list[Look]) -> list[dict[str, Any]]:
    """For machines."""
    return [asdict(look) for look in found]

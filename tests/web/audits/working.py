"""What the test of a real worker process does on its own side: `setup`, `ask`, `state JOB`.

Each word is one call; it prints one line of JSON. FORWHOM_DISTRICT names the district.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django


def setup(district: Path, drop: str) -> dict[str, Any]:
    """Tables, a district, and an analyst; the server's folder `drop` is open."""
    from django.core.management import call_command

    from forwhom.web.accounts.changes import give_post
    from forwhom.web.accounts.models import Person, Place
    from forwhom.web.accounts.roles import Analyst
    from forwhom.web.history.changes import NOBODY

    call_command("migrate", verbosity=0)
    place = Place.objects.create(kind="district", code="district", name="Valley Unified")
    person = Person.objects.create_user("analyst@example.org", "Ana Lyst")
    give_post(by=NOBODY, person=person, role=Analyst, place=place)
    return {"person": person.pk, "drop": drop, "district": district.name}


def ask(export: str) -> dict[str, Any]:
    """Ask for a check as the analyst would."""
    from forwhom.web.accounts.models import Person
    from forwhom.web.accounts.viewer import Viewer, looks
    from forwhom.web.audits import changes

    viewer = Viewer.of(Person.objects.get())
    with looks(viewer):
        return {"job": changes.ask_for_check(by=viewer, source=f"drop:0:{export}").pk}


def state(job: str) -> dict[str, Any]:
    """How far a job is."""
    from forwhom.web.accounts.viewer import everywhere
    from forwhom.web.audits.models import Job
    from forwhom.web.audits.settling import settle_dead

    settle_dead()
    with everywhere(because="a test looks"):
        found = Job.objects.get(pk=job)
        return {"state": found.state, "steps": len(found.said), "problem": found.problem}


def main() -> None:
    """One word of the three."""
    word, *rest = sys.argv[1:]
    district = Path(os.environ["FORWHOM_DISTRICT"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "forwhom.web.settings"
    if word == "setup":
        (district / "web").mkdir(parents=True)
        (district / "web" / "web.toml").write_text(f'drop = ["{rest[0]}"]\n')
    django.setup()
    does: dict[str, Any] = {"setup": lambda drop: setup(district, drop), "ask": ask, "state": state}
    print(json.dumps(does[word](*rest)))


if __name__ == "__main__":
    main()

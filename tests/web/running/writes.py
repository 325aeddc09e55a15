"""A process that writes to the web's tables and says so once each write is done.

`python -m tests.web.running.writes NAME HOW_MANY` adds people with a post and a row of the history,
each in one transaction; the person's number goes to standard output after it.
`… NAME HOW_MANY ROUNDS` does so in a child that is killed by kill -9 in the middle, ROUNDS times.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import django


def write(name: str, many: int, to: int) -> None:
    """Write until done, or until killed."""
    from django.db import transaction

    from forwhom.web.accounts.models import Person, Place, Post
    from forwhom.web.history.changes import NOBODY, note
    from forwhom.web.history.models import Act

    place = Place.objects.filter(kind="district").order_by("pk")[0]
    for number in range(many):
        with transaction.atomic():
            person = Person.objects.create(email=f"{name}-{number}@example.org", name=name)
            Post.objects.create(person=person, role="analyst", place=place)
            note(by=NOBODY, act=Act.CHANGED, what="test", subject=f"person {person.pk}")
        os.write(to, f"{person.pk}\n".encode())


def killed(name: str, many: int, chance: random.Random) -> bytes:
    """What a child had acknowledged when it was killed, somewhere within one of its writes."""
    from django.db import connections

    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        write(name, many, writes)
        os._exit(0)
    os.close(writes)
    said = b""
    after = chance.randint(1, 3)
    while said.count(b"\n") < after:
        part = os.read(reads, 4096)
        if not part:
            raise SystemExit("The child ended by itself.")
        said += part
    time.sleep(chance.random() / 200)
    os.kill(child, signal.SIGKILL)
    while part := os.read(reads, 4096):
        said += part
    os.waitpid(child, 0)
    os.close(reads)
    return said


def main() -> None:
    """As the command line asks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forwhom.web.settings")
    django.setup()
    name, many = sys.argv[1], int(sys.argv[2])
    if len(sys.argv) == 3:
        write(name, many, 1)
        return
    chance = random.Random(name)
    for number in range(int(sys.argv[3])):
        os.write(1, killed(f"{name}{number}", many, chance))


if __name__ == "__main__":
    main()

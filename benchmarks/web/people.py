"""Fifty people who read: each signs in as somebody made up and clicks every five seconds."""

from __future__ import annotations

import os
import random
import time
from itertools import count

from locust import FastHttpUser, task

from benchmarks.web.first import PERSON, TOKEN

PAGES = os.environ["FORWHOM_BENCH_PAGES"].split()
ARRIVED = count()
EVERY = 5  # seconds from one click to the next


class Reader(FastHttpUser):
    """Somebody inside, of a role that sees the whole district."""

    def on_start(self) -> None:
        """Sign in as the superintendent or the analyst, in turn."""
        self.number = next(ARRIVED)
        page = self.client.get("/account/sign-in/", name="(sign in)").text or ""
        people, token = PERSON.findall(page), TOKEN.search(page)
        if not people or token is None:
            raise RuntimeError("The sign-in page offers nobody: is this the demo?")
        form = {"person": people[self.number % 2], "csrfmiddlewaretoken": token.group(1)}
        headers = {"Referer": f"{self.host}/account/sign-in/"}
        self.client.post("/account/sign-in/as/", data=form, headers=headers, name="(sign in)")
        self.next = time.monotonic() + random.uniform(0, EVERY)  # people do not click in step
        time.sleep(self.wait_time())

    def wait_time(self) -> float:
        """Seconds until the next click, each so long after the one before."""
        until, self.next = self.next, self.next + EVERY
        return max(until - time.monotonic(), 0)

    @task
    def read(self) -> None:
        """The next of the ten pages; each reader begins at another."""
        self.number += 1
        page = PAGES[self.number % len(PAGES)]
        with self.client.get(page, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")

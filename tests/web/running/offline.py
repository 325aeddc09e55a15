"""A day on the web of a machine without a network: run within `unshare --net`.

`python -m tests.web.running.offline DISTRICT DROP ASKED`: serves the demo, brings in the export
that lies in DROP, audits it, opens what there is to open, and prints one line of JSON. Whatever a
Python process asked of the network is a line of the file ASKED.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

PORT, PATIENCE = 8123, 300
HERE = f"http://127.0.0.1:{PORT}"
SPY = """
import os, socket, sys
def spy(event, told):
    if event == "socket.connect" and told[0].family != socket.AF_UNIX:
        where = str(told[1][0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        where = str(told[0])
    else:
        return
    if not where.startswith("127.") and where not in {"localhost", "::1", "0.0.0.0", "None", ""}:
        with open(os.environ["FORWHOM_ASKED"], "a") as file:
            file.write(f"{event} {where}\\n")
sys.addaudithook(spy)
"""
ASSET = re.compile(r"""<(?:script|link|img|iframe|source)[^>]*?(?:src|href)=["']([^"']+)""")
LINK = re.compile(r"""<a[^>]*?href=["']([^"'#]+)""")
MOST_PAGES = 60


class Browser:
    """Somebody signed in as one of the made-up people."""

    def __init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def get(self, path: str) -> tuple[str, str]:
        """Where it ended, and what it says."""
        with self.opener.open(urllib.parse.urljoin(HERE, path), timeout=60) as answer:
            return answer.geturl(), answer.read().decode("utf-8", "replace")

    def post(self, path: str, page: str, **sent: str) -> tuple[str, str]:
        """Send a form that stands on `page`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page)[1])
        assert token
        sent["csrfmiddlewaretoken"] = token[1]
        asked = urllib.request.Request(
            HERE + path, urllib.parse.urlencode(sent).encode(), {"Referer": HERE + page}
        )
        with self.opener.open(asked, timeout=60) as answer:
            return answer.geturl(), answer.read().decode()

    def enter(self, who: str) -> None:
        """Sign in as the person whose name it is."""
        page = self.get("/account/sign-in/")[1]
        person = re.search(rf'value="(\d+)"><span>{who}', page)
        assert person, page
        self.post("/account/sign-in/as/", "/account/sign-in/", person=person[1])

    def done(self, job: str) -> str:
        """Wait for a job's end; its page."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            page = self.get(job)[1]
            if 'hx-trigger="every' not in page:
                assert "It is done." in page, re.sub(r"<[^>]+>|\s+", " ", page)[-1500:]
                return page
            time.sleep(0.5)
        raise AssertionError(f"{job} goes on.")


def day(name: str) -> dict[str, object]:
    """Check, import, audit, and open every page and file that links lead to."""
    analyst = Browser()
    analyst.enter("Tomás Lindqvist")
    job = analyst.post("/records/new/", "/records/new/", source=f"drop:0:{name}")[0]
    analyst.done(job)
    path = urllib.parse.urlsplit(job).path
    analyst.done(analyst.post(f"{path}bring-in/", path)[0])
    analyst.done(analyst.post("/audits/new/", "/audits/new/", quick="on")[0])
    opened, assets, ahead = set(), set(), ["/"]
    while ahead and len(opened) < MOST_PAGES:
        path = ahead.pop(0)
        if path in opened:
            continue
        opened.add(path)
        _, page = analyst.get(path)
        assets |= set(ASSET.findall(page))
        found = [urllib.parse.urljoin(HERE + path, link) for link in LINK.findall(page)]
        ahead += [link.removeprefix(HERE) for link in found if link.startswith(HERE)]
    for asset in sorted(assets):
        text = analyst.get(asset)[1]
        if ".css" in asset:
            assets |= {f"{asset}: {url}" for url in re.findall(r"url\(['\"]?(https?:[^)]+)", text)}
    foreign = [asset for asset in assets if "://" in asset]
    return {"pages": len(opened), "assets": len(assets), "foreign": foreign}


def main() -> None:
    """Bring up the loopback, serve, and go through the day."""
    district, drop, asked = map(Path, sys.argv[1:])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    (district / "web").mkdir(parents=True, mode=0o700)
    (district / "web" / "web.toml").write_text(f'drop = ["{drop}"]\nhttps = false\n')
    spying = asked.parent / "spying"
    spying.mkdir()
    (spying / "sitecustomize.py").write_text(SPY)
    asked.touch()
    paths = os.pathsep.join(filter(None, [str(spying), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": paths, "FORWHOM_ASKED": str(asked)}
    command = [sys.executable, "-m", "forwhom", "serve", str(district), "--demo"]
    log = (asked.parent / "serve.log").open("w")
    served = subprocess.Popen(
        [*command, "--port", str(PORT)], env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        wait(Path(log.name))
        print(json.dumps(day(next(drop.iterdir()).name)))
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(60)


def wait(log: Path) -> None:
    """Until it answers."""
    for _ in range(600):
        try:
            urllib.request.urlopen(HERE + "/account/sign-in/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


if __name__ == "__main__":
    main()

"""The process that answers browsers: gunicorn, or Django's development server on Windows."""

from __future__ import annotations

import os
import sys
from typing import Any

from forwhom.web.running.parent import end_with_parent

THREADS = 4  # each answers one browser; a slow reader holds up no other
SWITCH = 0.0005  # seconds a thread may compute while another waits; Python's own are ten times that
RECYCLE = 2_000  # answers, after which a process begins anew


def main() -> None:
    """`python -m forwhom.web.running.pages ADDRESS PORT PROCESSES`."""
    address, port, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forwhom.web.settings")
    end_with_parent()
    if sys.platform == "win32":
        _development(address, port)
    else:
        _gunicorn(address, port, workers)


def _development(address: str, port: int) -> None:
    from django.core.management import execute_from_command_line

    where = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    execute_from_command_line(["forwhom", "runserver", where, "--noreload", "--insecure"])


def _gunicorn(address: str, port: int, workers: int) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from forwhom.web.log_lines import OnlyWhere

    class Lines(Logger):
        """gunicorn's own log, in lines that hold nobody's value."""

        def setup(self, cfg: Any) -> None:
            super().setup(cfg)
            for handler in self.error_log.handlers:
                handler.setFormatter(OnlyWhere())

    class Pages(BaseApplication):
        """The web application in gunicorn, with settings of ours and no file of its own."""

        def load_config(self) -> None:
            for name, value in _settings(address, port, workers).items():
                self.cfg.set(name, value)
            self.cfg.set("post_worker_init", _begun)
            self.cfg.set("logger_class", Lines)

        def load(self) -> Any:
            from forwhom.web.running.first_page import make
            from forwhom.web.wsgi import application

            make(application)
            return application

    Pages().run()


def _begun(_: Any) -> None:
    """A worker has begun: a thread back from the database does not wait long to go on."""
    from forwhom.web.running.first_page import know_the_audit

    sys.setswitchinterval(SWITCH)
    know_the_audit()


def _settings(address: str, port: int, workers: int) -> dict[str, Any]:
    """No access log: the history remembers who read what, and addresses stay out of files."""
    host = f"[{address}]" if ":" in address else address
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 60,
        "graceful_timeout": 20,
        "preload_app": True,
        "max_requests": RECYCLE,
        "max_requests_jitter": RECYCLE // 10,
        "accesslog": None,
        "loglevel": "warning",
        "control_socket_disable": True,
        "proc_name": "forwhom pages",
    }


if __name__ == "__main__":
    main()

"""The addresses of promises and their answers."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []

"""The addresses of progress."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []

"""The addresses of causes that a team thinks of."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []

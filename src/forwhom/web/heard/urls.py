"""The addresses of what was heard."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []

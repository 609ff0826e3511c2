"""The shape of what crosses the wire."""

from __future__ import annotations

from typing import Any

# A JSON object, as Discord's documentation describes it.
Json = dict[str, Any]

"""Discord's rules for `allowed_mentions`."""

from __future__ import annotations

from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.wire import Json

MOST_NAMED = 100


def check_mentions(form: Form, allowed: Json | None) -> None:
    """Checks that a kind is not both let through as a whole and listed, and that the lists are short."""
    if allowed is None:
        return
    kinds = allowed.get("parse") or []
    for number, kind in enumerate(kinds):
        if kind not in ("users", "roles", "everyone"):
            told = "Value must be one of ('roles', 'users', 'everyone')."
            form.flaw(f"allowed_mentions.parse.{number}", "BASE_TYPE_CHOICES", told)
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        form.size(f"allowed_mentions.{kind}", listed, MOST_NAMED)
        if listed and kind in kinds:
            told = f'["parse", "{kind}"] are mutually exclusive.'
            form.flaw("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", told)

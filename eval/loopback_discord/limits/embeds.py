"""Discord's rules for embeds (reference: "Embed Limits")."""

from __future__ import annotations

from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.wire import Json

MOST_EMBEDS = 10
MOST_FIELDS = 25
MOST_LETTERS = 6000


def check_embeds(form: Form, embeds: list[Json]) -> None:
    """Checks each embed, and the letters of all taken together."""
    form.size("embeds", embeds, MOST_EMBEDS)
    letters = 0
    for number, embed in enumerate(embeds):
        path = f"embeds.{number}"
        letters += _check_embed(form, path, embed)
    if letters > MOST_LETTERS:
        told = f"Embed size exceeds maximum size of {MOST_LETTERS}"
        form.flaw("embeds", "MAX_EMBED_SIZE_EXCEEDED", told)


def _check_embed(form: Form, path: str, embed: Json) -> int:
    """The embed's letters."""
    shown = 0
    for key, most in (("title", 256), ("description", 4096)):
        shown += _letters(form, f"{path}.{key}", embed.get(key), most)
    shown += _letters(form, f"{path}.footer.text", (embed.get("footer") or {}).get("text"), 2048)
    shown += _letters(form, f"{path}.author.name", (embed.get("author") or {}).get("name"), 256)
    fields = embed.get("fields") or []
    form.size(f"{path}.fields", fields, MOST_FIELDS)
    for number, field in enumerate(fields):
        for key, most in (("name", 256), ("value", 1024)):
            form.required(f"{path}.fields.{number}.{key}", field.get(key), most)
            shown += len(str(field.get(key) or ""))
    return shown


def _letters(form: Form, path: str, text: object, most: int) -> int:
    form.text(path, text, most)
    return len(str(text or ""))

"""What is taken out of a text before it is logged."""

from __future__ import annotations

import pytest

from bot.discord.operations.secrets import hiding


def test_the_bots_own_token_is_hidden_whatever_it_looks_like() -> None:
    assert hiding(["short"])("the header was Bot short.") == "the header was Bot [hidden]."


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (
            "PATCH https://discord.com/api/v10/webhooks/11/aW50ZXJ.x-y_z/messages/@original 429",
            "PATCH https://discord.com/api/v10/webhooks/11/[hidden]/messages/@original 429",
        ),
        (
            "POST http://127.0.0.1:8080/api/v10/interactions/22/aW50ZXJhY3Rpb24/callback",
            "POST http://127.0.0.1:8080/api/v10/interactions/22/[hidden]/callback",
        ),
        ("POST /webhooks/11/secret?wait=true", "POST /webhooks/11/[hidden]?wait=true"),
    ],
)
def test_the_tokens_of_interactions_are_hidden_in_addresses(text: str, hidden: str) -> None:
    assert hiding([])(text) == hidden


def test_a_token_of_another_bot_is_hidden_by_its_form() -> None:
    # 24, 6 and 38 signs: an id in base64, a time, a signature.
    token = ".".join(("MTE0" * 6, "GhIjKl", "a-b_" * 9 + "cd"))
    assert hiding([])(f"token={token};") == "token=[hidden];"


def test_what_is_no_secret_stays() -> None:
    text = "GET https://discord.com/api/v10/channels/33/messages/44 discord.app_commands.tree"
    assert hiding(["", "other"])(text) == text

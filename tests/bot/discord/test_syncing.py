"""What changed between the commands that Discord has and those of the bot."""

from __future__ import annotations

from bot.discord.syncing import Changes, changes

ASK = {"id": "1", "version": "10", "name": "ask", "description": "Ask", "name_localizations": {"ko": "질문"}}
HELP = {"id": "2", "version": "11", "name": "help", "description": "Help"}


def test_new_and_removed_commands_are_told_apart() -> None:
    assert changes([HELP], [ASK]) == Changes(added=("ask",), changed=(), same=(), removed=("help",))


def test_a_command_with_another_korean_name_is_changed() -> None:
    renamed = ASK | {"name_localizations": {"ko": "묻기"}}
    assert changes([ASK, HELP], [renamed, HELP]).changed == ("ask",)


def test_what_discord_numbers_anew_is_the_same() -> None:
    numbered = ASK | {"id": "9", "version": "99"}
    assert changes([ASK], [numbered]) == Changes(added=(), changed=(), same=("ask",), removed=())

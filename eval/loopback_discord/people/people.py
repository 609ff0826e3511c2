"""The parts of the server that people act upon."""

from __future__ import annotations

from dataclasses import dataclass

from eval.loopback_discord.bell import Bell
from eval.loopback_discord.gateway.registry import Sessions
from eval.loopback_discord.interactions.commands import Commands
from eval.loopback_discord.interactions.reception import Reception
from eval.loopback_discord.messages.board import Board
from eval.loopback_discord.world.world import World


@dataclass(frozen=True, slots=True)
class Parts:
    """Where people are, where they write, what they start, and who is told."""

    world: World
    board: Board
    commands: Commands
    reception: Reception
    sessions: Sessions
    bell: Bell


class People:
    """Acts upon the parts of a server."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

"""Discord on loopback: its REST API and gateway, version 10, as strict as Discord; for tests and bench."""

from eval.loopback_discord.server import LoopbackDiscord

__all__ = ["LoopbackDiscord"]

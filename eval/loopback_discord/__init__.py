"""Discord on loopback: its REST API and gateway, version 10, as strict as Discord; for tests and bench.

`server.py` puts the parts together. A test builds a `world`, has `people` do things in it, and reads the
`messages` that the bot wrote; the bot reaches it through `gateway` and `rest`, answers `interactions`, is
held to the `limits`, and meets the `faults` that the test wants. What Discord would refuse is refused,
and noted in `server.violations`. Not modelled: voice, stickers, polls, webhooks of other makers, the wait
of 5 s between two identifies, and compression with zstd.
"""

from eval.loopback_discord.server import LoopbackDiscord

__all__ = ["LoopbackDiscord"]

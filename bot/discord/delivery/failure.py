"""What people are told of a failure: a sentence and an id; its cause is in the log under the same id."""

from __future__ import annotations

import secrets

from bot.discord.cards import Card, error_card
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.models import Language

_BYTES = 4


def failed(desk: Desk, problem: BaseException, language: Language) -> Card:
    """The card for a failure, which is counted and logged under the id that stands on the card."""
    error_id = secrets.token_hex(_BYTES)
    desk.metrics.error()
    logger().error("failed", error=error_id, exc_info=problem)
    return error_card(error_id, language)

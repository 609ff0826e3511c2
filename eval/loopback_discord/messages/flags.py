"""The flags of a message, and which of them a bot may set."""

from __future__ import annotations

from enum import IntFlag


class Flag(IntFlag):
    """Discord's bits for messages."""

    NONE = 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


# What may be set when a message is made, when it answers an interaction, and when it is edited.
ON_CREATE = Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.COMPONENTS_V2
ON_ANSWER = ON_CREATE | Flag.EPHEMERAL
ON_EDIT = Flag.SUPPRESS_EMBEDS | Flag.COMPONENTS_V2

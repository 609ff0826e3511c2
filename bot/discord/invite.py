"""The link with which an administrator invites the bot, asking for no more than it uses."""

from __future__ import annotations

import discord

# To be mentioned and to answer where it is mentioned, in threads of its own and in forums; to attach an
# answer that is too long; to reply to a message, which takes reading it. Commands take none of these.
LEAST = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    read_message_history=True,
)


def invite_link(application: int) -> str:
    """The address of Discord's page on which a server is chosen for this application's bot."""
    return discord.utils.oauth_url(application, permissions=LEAST, scopes=("bot", "applications.commands"))

"""The buttons and forms of the bot's messages, which work after a restart."""

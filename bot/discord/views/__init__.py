"""What the buttons and forms of the bot's messages do; they work after a restart."""

"""`/admin`: how the bot is, and what a server's managers and the bot's operators set."""

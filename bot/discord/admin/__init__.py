"""`/admin`: how the bot is, and what is set for a server."""

"""What running the bot takes: logs, metrics, and a server that says how it is."""

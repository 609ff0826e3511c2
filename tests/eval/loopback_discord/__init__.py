"""The server that stands in for Discord."""

"""Messages: what is in them, whom they ping, and the board on which they are posted, edited and deleted."""

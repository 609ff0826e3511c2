"""The loop from the chat: what did not help or was refused becomes candidates, and on review cases."""

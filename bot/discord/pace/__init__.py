"""How much is taken on: how often one may ask, whose turn it is, and what was already taken."""

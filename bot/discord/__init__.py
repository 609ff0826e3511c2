"""The Discord bot: the same answers as everywhere, for those who may see them."""

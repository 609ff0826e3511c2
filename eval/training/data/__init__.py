"""Training and evaluation data: readers of the sets, examples made from them, and the mixtures."""

"""Owns documents, chunks, the embedding and the index; knows nothing of questions or answers."""

"""Owns retrieval, answering and the surfaces on which people ask; start reading at `assistant.py`."""

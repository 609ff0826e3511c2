"""Turns a document's blocks into stored text and into chunks that follow its structure."""

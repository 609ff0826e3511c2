"""Fetches single pages from the web without ever reaching into the network it runs in."""

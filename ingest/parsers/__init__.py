"""Turns files of every supported format into plain blocks with what they declare about themselves."""

"""The index on disk: generations that are built apart and swapped in whole, and the reading of the current one."""

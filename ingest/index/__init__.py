"""The index on disk: generations built apart and swapped in whole, and the reading of the current one."""

"""Public data sets: imported, asked with their documents indexed, and summed up in one table."""

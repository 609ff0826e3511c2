"""Real data sets of others: imported, asked with their documents indexed, and summed up in one table."""

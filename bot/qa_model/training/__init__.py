"""Trains the reader: from data to `reader.safetensors` and its model card; only training needs torch."""

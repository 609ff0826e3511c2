"""Keyword search: words and word parts of English and Korean, and a BM25 index over them."""

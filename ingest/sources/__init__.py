"""Files, folders and web pages: what there is, what changed, and the documents in them."""

"""A language model as judge of answers, and people's labels to check it by."""

"""The words that Concord itself says, kept apart from the code that says them."""

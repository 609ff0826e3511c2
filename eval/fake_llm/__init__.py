"""A language model's server that says what a script tells it to: for the bench and for the tests."""

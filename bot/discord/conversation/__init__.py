"""Questions that come as messages: which of them are answered, and where."""

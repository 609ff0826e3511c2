"""The optional judge: a language model with a rubric, trusted as far as people agree with it."""

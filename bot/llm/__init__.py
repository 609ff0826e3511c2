"""Language models: which one, how it is asked, and what happens when it does not answer."""

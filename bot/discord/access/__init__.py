"""Who may see what: what a person may read, and what everybody in a channel may."""

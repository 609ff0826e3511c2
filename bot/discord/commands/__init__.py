"""The commands that everybody may use, and the entry in the menu of a message."""

"""The commands that everybody may use."""

"""Delivery: the way from a reply to what stands in Discord, with progress, fallbacks and errors."""

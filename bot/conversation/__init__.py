"""Conversations: what was said before, who may be reminded of it, and what a follow-up question means."""

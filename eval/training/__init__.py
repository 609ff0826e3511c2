"""Trains the extractive QA model that `bot.qa_model` ships; start at `__main__.py`."""

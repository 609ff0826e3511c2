"""What each server chose: where the bot answers, which roles it trusts, what it listens to."""

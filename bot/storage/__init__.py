"""The database: records of answers, remarks on them, conversations, shares and guild settings."""

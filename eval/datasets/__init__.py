"""Cases: questions with what a right answer to each holds, read from YAML and JSON Lines."""

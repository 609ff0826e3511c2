"""What people do in Discord's client, as a test has them do it."""

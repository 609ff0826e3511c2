"""What people say of answers: whether they helped, what was wrong, and what would be right."""

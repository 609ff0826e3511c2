"""Running a suite: the systems that answer, what they answered, and the folder that keeps it."""

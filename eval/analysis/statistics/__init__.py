"""How sure a score is, and whether two runs differ: intervals, paired tests, and what could be seen."""

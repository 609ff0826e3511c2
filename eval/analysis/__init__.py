"""What a run shows: figures with intervals, comparison of two runs, and the gate."""

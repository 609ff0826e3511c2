"""Scorers: functions that judge one result, and the metrics that a run is summed up by."""

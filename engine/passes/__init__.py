"""The mathematics of one update as readable generators of events."""

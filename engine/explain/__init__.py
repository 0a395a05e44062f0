"""Where every number of a run comes from."""

"""The page of the History: every finished epoch with its figures, as a table."""

"""The page of weights: a layer's matrix as a table."""

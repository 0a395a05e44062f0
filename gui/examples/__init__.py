"""The page of examples: every row of the data with what the network says to it, and the weights of examples."""

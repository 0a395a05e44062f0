"""Points set by hand on the boundary plot: its tools, what they do, and how it is drawn while they do it."""

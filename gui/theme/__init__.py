"""One record of colours and sizes per theme, and everything that is drawn from it."""

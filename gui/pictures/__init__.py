"""Pictures as the data have them, drawn sharply, and what a network says to one as bars; no connections."""

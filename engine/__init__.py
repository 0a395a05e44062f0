"""The engine: what the experiment is, how it computes, learns and is kept; it knows no window."""

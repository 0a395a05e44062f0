"""The tracer: where every number comes from, as a formula with its numbers."""

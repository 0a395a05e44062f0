"""The network as a picture one can touch: neurons, weights, the step under way, and headers to edit it."""

"""Weights and biases by hand: steps to take back, numbers as they are typed, the page with a layer's matrix."""

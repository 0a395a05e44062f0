"""The usual learning rates, wherever they are offered: as buttons, by arrow keys, as the ends of a slider."""

USUAL_RATES = (1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)

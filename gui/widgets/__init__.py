"""The few inputs that every panel is built of."""

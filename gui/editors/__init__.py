"""The forms and bars with which the experiment is edited, played and read."""

"""Template tags of the care room."""

"""Properties that cross rooms."""

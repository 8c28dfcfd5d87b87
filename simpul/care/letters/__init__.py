"""The letter that somebody carries to the place that was asked, and the links through which that place answers."""

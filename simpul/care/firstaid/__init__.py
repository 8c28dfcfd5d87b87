"""First aid for the mind given by a kader: what was done, and that somebody has taken over."""

"""How somebody without a record has agreed to be reached: sealed, for the treating team of the unit asked alone."""

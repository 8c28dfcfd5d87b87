"""The citizens' self-check: answers are computed and forgotten; whoever asks for a call is followed up."""

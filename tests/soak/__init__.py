"""Long runs that kill what they run: `python -m tests.soak.kills`."""

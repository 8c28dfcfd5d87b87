"""What each place can do, since when and on what evidence, and how a place is reached."""

"""The cards of a post as the paper ones: a sheet for each person, a line for each visit of the year."""

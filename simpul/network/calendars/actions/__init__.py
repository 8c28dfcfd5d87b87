"""What is done with calendars: one verb a file."""

"""What goes wrong around a phone, and the screen designed for it."""

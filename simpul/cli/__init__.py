"""The simpul command."""

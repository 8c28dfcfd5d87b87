"""Words for the templates of this room."""

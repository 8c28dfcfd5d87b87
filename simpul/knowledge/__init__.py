"""What the programme knows: pure functions over `content/`. Imports no Django."""

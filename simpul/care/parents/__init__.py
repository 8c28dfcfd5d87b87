"""A parent's page about a child, opened by a one-time code from the post (`/anak/`)."""

"""Sealed copies of outboxes: the server's keys for them, opening them, and whose words they then are."""

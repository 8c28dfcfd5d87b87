"""Areas, units, posts, accounts, assignments, capabilities."""

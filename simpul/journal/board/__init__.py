"""The sync-health board: each post with what its phones last said, and whom to call first."""

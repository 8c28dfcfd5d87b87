"""The operator's first page: is the machine well, are backups proven, which posts are silent. No personal record."""

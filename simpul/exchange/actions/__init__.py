"""Verbs of this room, one file each: check, write, audit, tell, in one transaction."""

"""Scales of a post: test weighings, and how measurements are written down."""

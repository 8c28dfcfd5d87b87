"""Checklists of a post: filled by a kader or an officer, claimed by the post, verified by the puskesmas."""

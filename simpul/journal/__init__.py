"""Entries, devices, push, pull, snapshot, receipts, conflicts."""

"""Ids, clock, access kernel, audit chain, database roles, testing kit."""

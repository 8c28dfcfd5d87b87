"""Requests across agencies: routing, states, clocks."""

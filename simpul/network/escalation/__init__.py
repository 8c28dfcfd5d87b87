"""Requests that wait too long: each step of their workflow's ladder fires once, in one transaction with what it causes.

The ladder stands on the request's row (`ladder`); `Firing`, each step that fired and who took it, is no projection and
so outlives a replay. `firing.fire_due` is the tick's job, `take` what a person does.
"""

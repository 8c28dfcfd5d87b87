"""Who may knock at a parent's page: anyone. What opens is what the browser's own key opens (doors.py), nothing else."""

from simpul.base.access import rule

parent = rule(lambda request: True)
"""Views with this rule ask `doors.visitor` before they show anything of a child."""

"""Who may knock at the self-check: anyone. Who reads what somebody left: whoever may answer the request (desk.py)."""

from simpul.base.access import rule

visitor = rule(lambda request: True)
"""Views with this rule keep nothing of a visitor who does not ask for it, and show nobody's record."""

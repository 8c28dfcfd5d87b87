"""Who may knock at a link: anyone. What opens is what the address and the browser's own key open together."""

from simpul.base.access import rule

visitor = rule(lambda request: True)
"""Views with this rule ask `doors.door` before they show anything."""

"""Visits at home: the plan, the family form, a checklist for each member, and what the puskesmas does about it."""

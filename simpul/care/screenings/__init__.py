"""Screening of body and mind at the post. What was answered is class K2: for the treating team, on no phone's rows.

`kinds` is what entries do to the row of a screening · `scoring` counts again what the phone has counted · `access` says
who is of the treating team · `history` reads what it may see.
"""

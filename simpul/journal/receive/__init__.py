"""From bytes to places: how entries that arrive become part of a post's journal.

`arrived` reads and checks each entry alone, in memory · `judge` asks whether its author may write there · `place`
gives places and projects, setting the faulty aside · `store` writes what was decided.
"""

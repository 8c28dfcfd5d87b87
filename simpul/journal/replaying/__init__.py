"""How rows are made again from the journals, a group of posts at a time.

`groups` says which posts must be replayed together · `memory` holds the rows of a group while it is replayed ·
`group` replays one · `workers` spread groups over processes · `load` brings the rows into tables.
"""

"""Lawful erasure: what a data-protection officer has ordered goes, its place and hash stay (docs/protocol.md).

`outside` keeps the list where no backup reaches it · `closure` says what belongs to a person · `erase` does it ·
`renew` makes the rows again that are touched · `again` applies the list to a restored database.
"""

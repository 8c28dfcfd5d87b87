"""From the bytes of a sheet to typed rows, without the database: `parse.parse(data, name)` is the only way in.

`opening` tells what a file is and how large it unpacks · `reading` gives its rows of cells · `columns` recognises the
header · `cells` reads one value · `writing` makes sheets that office programs can open without harm.
"""

"""Who is able, who is not, who was not yet asked: the register as figures, a sentence and sheets.

`counting` counts · `sentence` says it · `sheets` writes it (JSON, text, CSV, XLSX) · `pages` and `public` show it.
"""

"""Dukcapil: whether a NIK and a name belong together, answered with match or no match for each field.

Only the verdict is kept. `content` how an adapter asks and reads · `matching` pure: facts to a question, an answer to a
verdict · `client` the line · `queue` what waits for its turn and for tomorrow's allowance · `pages` what officers see.
"""

"""Cells of tables that people open with an office program."""


def safe(value: object) -> object:
    """The value; a text that such a program would run as a formula gets an apostrophe in front."""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" else value

"""Lists of names for rounds: targets by group, vitamin A, iron tablets, whom immunisation has missed."""

from simpul.exchange.reporting.lists.catalogue import list_table, lists

__all__ = ["list_table", "lists"]

"""Simpul: the open platform of Indonesia's integrated Posyandu."""

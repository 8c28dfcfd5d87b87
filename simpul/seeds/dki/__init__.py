"""DKI Jakarta: its real areas, as many places as it has, and each published figure from its day on."""

from simpul.seeds.dki.planting import plant

__all__ = ["plant"]

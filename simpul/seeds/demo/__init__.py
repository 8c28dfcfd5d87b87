"""The demo: one real kelurahan, eight posts, two years of invented life."""

from simpul.seeds.demo.logins import logins
from simpul.seeds.demo.planting import plant, present

__all__ = ["logins", "plant", "present"]
